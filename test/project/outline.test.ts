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
    const { text, lines } = outlineOfTemplate(TEMPLATE);
    const template = TEMPLATE.split('\n');
    expect(text.split('\n')).toEqual(lines.map((line) => template[line - 1]));
    const kept = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
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

  it('shortens variables that functions compute over several lines, and leaves literals', () => {
    const template = `Globals:
  Function:
    Environment:
      Variables:
        TABLE: orders
        QUEUE: all
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.Orders
      Environment:
        Variables:
          TABLE: !Sub
            - "\${Stage}-orders"
            - Stage:
                Fn::FindInMap: [Stages, !Ref Stage, name]
          QUEUE:
            Fn::ImportValue: queue
          JAVA_TOOL_OPTIONS: >-
            -XX:+TieredCompilation
            -Dx=1
          NAME:
            shop orders
          # the stage
          STAGE: dev
`;
    const kept = outlineOfTemplate(template).text.split('\n');
    expect(kept.filter((line) => /TABLE|QUEUE|Fn::|Stage/.test(line)).map((line) => line.trim())).toEqual([
      'TABLE: orders',
      'QUEUE: all',
      'TABLE: !Ref NotRead',
      'QUEUE: !Ref NotRead',
    ]);
    expect(readTemplate(template, 't.yaml').facts[0]?.environment).toEqual({
      JAVA_TOOL_OPTIONS: '-XX:+TieredCompilation -Dx=1',
      NAME: 'shop orders',
      STAGE: 'dev',
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
    expect(outlineOfTemplate(text).text).toBe(text);
  });

  it('leaves alone what is not in block style or plainly indented', () => {
    for (const text of [
      '{ "Resources": { "T": { "Type": "AWS::SNS::Topic" } } }\n',
      'Resources: { T: { Type: AWS::SNS::Topic } }\n',
      'Resources:\n    A:\n        Type: AWS::SNS::Topic\n  B:\n    Type: AWS::Lambda::Function\n',
      'Resources:\n  ? A\n  : Type: AWS::SNS::Topic\n',
      '',
    ]) {
      expect(outlineOfTemplate(text).text).toBe(text);
    }
  });

  it('does not mind mistakes in parts that are not read', () => {
    const broken = TEMPLATE.replace('{ Effect: Allow }', '{ Effect: Allow').replace('!Ref Table', '"');
    expect(readTemplate(broken, 't.yaml')).toEqual(readTemplate(TEMPLATE, 't.yaml'));
  });
});
