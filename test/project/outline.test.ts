import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/project/cloudformation.ts';
import { outlineOfTemplate } from '../../src/project/outline.ts';

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Mode:
    Type: String
    Default: PublishedVersions
Resources:
  # the table
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
  "Orders":
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.Orders
      Policies:
      - Statement: [
          { Effect: Allow }
        ]
      Runtime: java21
      SnapStart:
        ApplyOn: !Ref Mode
  Alarm:
    Type: AWS::CloudWatch::Alarm
Outputs:
  Name:
    Value: !Ref Table
`;

describe('the outline of a template', () => {
  it('keeps functions and what they may refer to, line by line', () => {
    const outline = outlineOfTemplate(TEMPLATE).split('\n');
    expect(outline).toHaveLength(TEMPLATE.split('\n').length);
    const kept = outline.map((line) => line.trim()).filter((line) => line !== '');
    expect(kept).toEqual([
      'Parameters:',
      'Mode:',
      'Type: String',
      'Default: PublishedVersions',
      'Resources:',
      '# the table',
      '"Orders":',
      'Type: AWS::Serverless::Function',
      'Properties:',
      'Handler: shop.Orders',
      'Runtime: java21',
      'SnapStart:',
      'ApplyOn: !Ref Mode',
    ]);
    expect(readTemplate(TEMPLATE, 't.yaml')).toMatchObject({
      facts: [{ name: 'Orders', handlerClass: 'shop.Orders', snapStart: 'on', source: { line: 12 } }],
      problems: [],
    });
  });

  it('keeps what holds an anchor, and what repeats under computed names', () => {
    const text = `Resources:
  Base:
    Type: AWS::SNS::Topic
    Metadata: &shared { Handler: shop.A }
  Fn::ForEach::Functions:
    - Name
    - [A, B]
    - Fn\${Name}:
        Type: AWS::Lambda::Function
        Properties:
          Handler: shop.B
          Role: r
`;
    expect(outlineOfTemplate(text)).toBe(text);
  });

  it('leaves alone what is not in block style or plainly indented', () => {
    for (const text of [
      '{ "Resources": { "T": { "Type": "AWS::SNS::Topic" } } }\n',
      'Resources: { T: { Type: AWS::SNS::Topic } }\n',
      'Resources:\n    A:\n        Type: AWS::SNS::Topic\n  B:\n    Type: AWS::Lambda::Function\n',
      'Resources:\n  ? A\n  : Type: AWS::SNS::Topic\n',
      '',
    ]) {
      expect(outlineOfTemplate(text)).toBe(text);
    }
  });

  it('does not mind mistakes in parts that are not read', () => {
    const broken = TEMPLATE.replace('{ Effect: Allow }', '{ Effect: Allow').replace('!Ref Table', '"');
    expect(readTemplate(broken, 't.yaml')).toEqual(readTemplate(TEMPLATE, 't.yaml'));
  });
});
