import { describe, expect, it } from 'vitest';
import { mayBeTemplate, readTemplate } from '../../src/project/cloudformation.ts';
import type { FunctionFact } from '../../src/project/types.ts';

/** The functions of a template that must be free of problems. */
function functionsOf(text: string, file = 'template.yaml'): readonly FunctionFact[] {
  const { facts, problems } = readTemplate(text, file);
  expect(problems).toEqual([]);
  return facts;
}

function stateOf(...properties: readonly string[]): string | undefined {
  const text = ['Resources:', '  F:', '    Type: AWS::Serverless::Function', '    Properties:']
    .concat(properties.map((line) => `      ${line}`))
    .join('\n');
  return functionsOf(text)[0]?.snapStart;
}

describe('a function resource', () => {
  it('has handler, runtime, state, literal variables, code and places', () => {
    const [fact] = functionsOf(`AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/orders.jar
      Handler: shop.Orders$Handler::handle
      Runtime: java21
      Layers: [ 'arn:aws:lambda:eu-west-1:1:layer:a:1', !Ref Layer ]
      Environment:
        Variables:
          MAIN_CLASS: shop.Application
          TABLE: !Ref Table
          RETRIES: 3
      SnapStart:
        ApplyOn: PublishedVersions
`);
    expect(fact).toEqual({
      name: 'Orders',
      handler: 'shop.Orders$Handler::handle',
      handlerClass: 'shop.Orders$Handler',
      handlerMethod: 'handle',
      runtime: 'java21',
      snapStart: 'on',
      packageType: 'Zip',
      environment: { MAIN_CLASS: 'shop.Application', RETRIES: '3' },
      layers: ['arn:aws:lambda:eu-west-1:1:layer:a:1', 'Layer'],
      codeUri: 'target/orders.jar',
      source: { file: 'template.yaml', line: 5 },
      snapStartSource: { file: 'template.yaml', line: 17 },
      tool: 'sam',
    });
  });

  it('is read from JSON with lines, indented with tabs', () => {
    const json =
      '{\n\t"Resources": {\n\t\t"F": {\n\t\t\t"Type": "AWS::Lambda::Function",\n\t\t\t"Properties": {\n' +
      '\t\t\t\t"Handler": "shop.Orders",\n\t\t\t\t"Runtime": "java17",\n' +
      '\t\t\t\t"SnapStart": { "ApplyOn": "PublishedVersions" }\n\t\t\t}\n\t\t}\n\t}\n}\n';
    const [fact] = functionsOf(json, 'stack.json');
    expect(fact).toMatchObject({
      tool: 'cloudformation',
      handlerClass: 'shop.Orders',
      handlerMethod: null,
      snapStart: 'on',
    });
    expect(fact?.snapStartSource?.line).toBe(8);
  });

  it('of another language has no handler class', () => {
    const [node, bare] = functionsOf(`Resources:
  A: { Type: AWS::Lambda::Function, Properties: { Handler: index.Handler, Runtime: nodejs22.x } }
  B: { Type: AWS::Lambda::Function, Properties: { Handler: index.handler } }
`);
    expect(node).toMatchObject({ handler: 'index.Handler', handlerClass: null });
    expect(bare).toMatchObject({ handler: 'index.handler', handlerClass: null });
  });

  it('that is an image takes its handler from the command', () => {
    const [fact] = functionsOf(`Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageConfig: { Command: [ 'shop.Orders::handle' ] }
      SnapStart: { ApplyOn: PublishedVersions }
    Metadata: { DockerContext: ./app/, Dockerfile: Dockerfile.jvm }
`);
    expect(fact).toMatchObject({ packageType: 'Image', handlerClass: 'shop.Orders', codeUri: './app/Dockerfile.jvm' });
  });

  it('under a condition that never holds is not declared', () => {
    const template = `Conditions: { Never: !Equals [ a, b ], Unknown: !Equals [ !Ref Stage, b ] }
Parameters: { Stage: { Type: String } }
Resources:
  A: { Type: AWS::Lambda::Function, Condition: Never, Properties: { Handler: a.A } }
  B: { Type: AWS::Lambda::Function, Condition: Unknown, Properties: { Handler: b.B } }
`;
    expect(functionsOf(template).map((fact) => fact.name)).toEqual(['B']);
  });
});

describe('the SnapStart state', () => {
  it('is off without a setting and with None', () => {
    expect(stateOf('Handler: a.A')).toBe('off');
    expect(stateOf('SnapStart: { ApplyOn: None }')).toBe('off');
    expect(stateOf('# SnapStart: { ApplyOn: PublishedVersions }', 'Handler: a.A')).toBe('off');
  });

  it('is unknown for what only the deployment knows', () => {
    expect(stateOf('SnapStart: { ApplyOn: !Ref Mode }')).toBe('unknown');
    expect(stateOf('SnapStart: !If [ Prod, { ApplyOn: PublishedVersions }, !Ref AWS::NoValue ]')).toBe('unknown');
    expect(stateOf('SnapStart: { ApplyOn: Sometimes }')).toBe('unknown');
  });

  it('is known when both branches of a condition agree', () => {
    expect(stateOf('SnapStart: !If [ Prod, { ApplyOn: PublishedVersions }, { ApplyOn: PublishedVersions } ]')).toBe(
      'on',
    );
    expect(stateOf('SnapStart: { ApplyOn: !If [ Prod, None, None ] }')).toBe('off');
  });

  const conditional = (stage: string): string | undefined =>
    functionsOf(`Parameters: { Stage: { Type: String, Default: ${stage} } }
Conditions:
  IsProd: !Or [ !Equals [ !Ref Stage, prod ], !Condition IsLive ]
  IsLive: !And [ !Not [ !Equals [ !Ref Stage, dev ] ], !Equals [ !Sub '\${Stage}-x', live-x ] ]
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      SnapStart: !If [ IsProd, { ApplyOn: PublishedVersions }, { ApplyOn: None } ]
`)[0]?.snapStart;

  it('follows conditions over the defaults of parameters', () => {
    expect(conditional('prod')).toBe('on');
    expect(conditional('live')).toBe('on');
    expect(conditional('dev')).toBe('off');
  });

  it('follows mappings and the default of a parameter', () => {
    const [fact] = functionsOf(`Parameters: { Stage: { Default: prod } }
Mappings: { Modes: { prod: { snap: PublishedVersions } } }
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: { SnapStart: { ApplyOn: !FindInMap [ Modes, !Ref Stage, snap ] } }
`);
    expect(fact?.snapStart).toBe('on');
  });

  const mapped = (production: string): string | undefined =>
    functionsOf(`Parameters: { Stage: { Type: String } }
Mappings: { Modes: { Snap: { dev: PublishedVersions, prod: ${production} } } }
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { SnapStart: { ApplyOn: !FindInMap [ Modes, Snap, !Ref Stage ] } }
`)[0]?.snapStart;

  it('is known when all values of a mapping agree, whichever the deployment takes', () => {
    expect(mapped('PublishedVersions')).toBe('on');
    expect(mapped('None')).toBe('unknown');
  });

  it('terminates on conditions that depend on each other, however often', () => {
    const many = Array.from(
      { length: 60 },
      (_one, index) => `  C${index}: !And [ !Condition C${index + 1}, !Condition C${index + 1} ]`,
    );
    const template = `Conditions:\n${many.join('\n')}\n  C60: !Condition C60\nResources:
  F: { Type: AWS::Lambda::Function, Properties: { SnapStart: !If [ C0, { ApplyOn: None }, { ApplyOn: PublishedVersions } ] } }\n`;
    expect(functionsOf(template)[0]?.snapStart).toBe('unknown');
  });
});

describe('Globals.Function', () => {
  const template = `Globals:
  Function:
    Runtime: java21
    Handler: shop.Default
    SnapStart: { ApplyOn: PublishedVersions }
    Layers: [ one ]
    Environment: { Variables: { STAGE: test, JAVA_TOOL_OPTIONS: -Xshare } }
Resources:
  Inherits: { Type: AWS::Serverless::Function }
  Off: { Type: AWS::Serverless::Function, Properties: { SnapStart: { ApplyOn: None }, Handler: shop.Own } }
  Maybe: { Type: AWS::Serverless::Function, Properties: { SnapStart: !If [ C, !Ref AWS::NoValue, { ApplyOn: PublishedVersions } ] } }
  More:
    Type: AWS::Serverless::Function
    Properties: { Layers: [ two ], Environment: { Variables: { STAGE: prod } } }
  Plain: { Type: AWS::Lambda::Function, Properties: { Handler: shop.Plain } }
`;
  const byName = Object.fromEntries(functionsOf(template).map((fact) => [fact.name, fact]));

  it('are the values of functions that say nothing', () => {
    expect(byName.Inherits).toMatchObject({ snapStart: 'on', runtime: 'java21', handlerClass: 'shop.Default' });
    expect(byName.Inherits?.snapStartSource?.line).toBe(5);
    expect(byName.Maybe?.snapStart).toBe('on');
  });

  it('lose against the resource, where None switches off', () => {
    expect(byName.Off).toMatchObject({ snapStart: 'off', handlerClass: 'shop.Own' });
    expect(byName.Off?.snapStartSource?.line).toBe(10);
  });

  it('are merged for variables and layers', () => {
    expect(byName.More?.environment).toEqual({ STAGE: 'prod', JAVA_TOOL_OPTIONS: '-Xshare' });
    expect(byName.More?.layers).toEqual(['one', 'two']);
  });

  it('are not for plain CloudFormation resources', () => {
    expect(byName.Plain).toMatchObject({ snapStart: 'off', runtime: null });
  });
});

describe('what is no template', () => {
  it('gives no function: Compose, Kubernetes, and a list that names the type', () => {
    const compose = 'services:\n  orders:\n    image: orders\n    environment: { SnapStart: PublishedVersions }\n';
    const manifest = 'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { containers: [] } } }\n';
    expect(mayBeTemplate(compose) || mayBeTemplate(manifest)).toBe(false);
    expect(functionsOf('allowed:\n  - AWS::Lambda::Function\nResources: [ AWS::Lambda::Function ]\n')).toEqual([]);
    expect(functionsOf('')).toEqual([]);
    expect(functionsOf('Resources:\n  F:\n    Type: [ AWS::Lambda::Function ]\n')).toEqual([]);
  });
});

describe('a template that is not valid', () => {
  it('is one problem with its place; what is around it is read and claims no missing setting', () => {
    const { facts, problems } = readTemplate(
      `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { Handler: shop.Orders }
  On:
    Type: AWS::Serverless::Function
    Properties: { Handler: shop.On, SnapStart: { ApplyOn: PublishedVersions } }
  G:
    Type: AWS::Lambda::Function
    Description: "not closed
`,
      'template.yaml',
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'template.yaml' });
    expect(problems[0]?.line).toBeGreaterThanOrEqual(10);
    expect(problems[0]?.message).toMatch(/^not valid YAML: /u);
    expect(facts.map((fact) => fact.snapStart)).toEqual(['unknown', 'on', 'unknown']);
  });

  it('reads on where a flow collection ends at the left, as the parsers of CloudFormation do', () => {
    const { facts, problems } = readTemplate(
      `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.Orders
      Policies:
        - Statement: [
          { Effect: Allow, Action: 's3:GetObject' }
        ]
      Environment: {
        Variables: { TABLE: orders }
      }
      SnapStart: {
        ApplyOn: PublishedVersions
      }
  Shipping:
    Type: AWS::Serverless::Function
    Properties: { Handler: shop.Shipping }
`,
      'template.yaml',
    );
    expect(problems).toEqual([]);
    expect(facts.map((fact) => [fact.handlerClass, fact.snapStart, fact.source.line])).toEqual([
      ['shop.Orders', 'on', 2],
      ['shop.Shipping', 'off', 16],
    ]);
  });

  it('tells of a flow collection that never ends', () => {
    const { problems } = readTemplate(
      'Resources:\n  G:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: shop.G\n  H:\n    b: c\n',
      'template.yaml',
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^not valid YAML: /u);
  });

  it('cannot expand aliases without end', () => {
    const lines = ['a: &a [ x, x, x, x, x, x, x, x, x, x ]'];
    for (let index = 0; index < 12; index++) {
      const [name, inner] = [String.fromCharCode(98 + index), String.fromCharCode(97 + index)];
      lines.push(`${name}: &${name} [ ${Array.from({ length: 10 }, () => `*${inner}`).join(', ')} ]`);
    }
    const { facts, problems } = readTemplate(`${lines.join('\n')}\n`, 'bomb.yaml');
    expect(facts).toEqual([]);
    expect(problems[0]?.message).toBe('not read: aliases expand to too many values');
  });

  it('cannot exhaust the stack', () => {
    const deep = `Resources: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`;
    expect(readTemplate(deep, 'deep.yaml').problems[0]?.message).toMatch(/nested too deeply/u);
  });
});

it('merge keys and anchors give what they stand for', () => {
  const [, fact] = functionsOf(`Resources:
  A: &base
    Type: AWS::Serverless::Function
    Properties: &properties { Handler: shop.A, SnapStart: { ApplyOn: PublishedVersions } }
  B:
    <<: *base
    Properties: { <<: *properties, Handler: shop.B }
`);
  expect(fact).toMatchObject({ name: 'B', handlerClass: 'shop.B', snapStart: 'on' });
});
