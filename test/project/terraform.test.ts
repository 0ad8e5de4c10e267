import { describe, expect, it } from 'vitest';
import { readTerraform } from '../../src/project/terraform.ts';
import type { FunctionFact } from '../../src/project/types.ts';

function functionsOf(files: Readonly<Record<string, string>>): readonly FunctionFact[] {
  const { facts, problems } = readTerraform(Object.entries(files).map(([file, text]) => ({ file, text })));
  expect(problems).toEqual([]);
  return facts;
}

const ORDERS = (more: string): string => `
resource "aws_lambda_function" "orders" {
  handler = "shop.Orders::handle"
  runtime = "java21"
  ${more}
}
`;

describe('aws_lambda_function', () => {
  it('has handler, state, variables and places', () => {
    const [fact] = functionsOf({
      'infra/main.tf': `# the function
resource "aws_lambda_function" "orders" {
  function_name = "orders-\${var.stage}"
  filename      = "../target/orders.jar"
  handler       = "shop.Orders::handle" // entry
  runtime       = "java21"
  layers        = ["arn:one"]
  publish       = true
  environment {
    variables = {
      MAIN_CLASS = "shop.Application", "TABLE" = aws_dynamodb_table.orders.name
    }
  }
  snap_start {
    apply_on = "PublishedVersions"
  }
}
`,
    });
    expect(fact).toEqual({
      name: 'orders',
      handler: 'shop.Orders::handle',
      handlerClass: 'shop.Orders',
      handlerMethod: 'handle',
      runtime: 'java21',
      snapStart: 'on',
      packageType: 'Zip',
      environment: { MAIN_CLASS: 'shop.Application' },
      layers: ['arn:one'],
      codeUri: '../target/orders.jar',
      source: { file: 'infra/main.tf', line: 2 },
      snapStartSource: { file: 'infra/main.tf', line: 14 },
      tool: 'terraform',
    });
  });

  it('is off without the block, with None, and where the block is a comment', () => {
    const state = (more: string): string | undefined => functionsOf({ 'main.tf': ORDERS(more) })[0]?.snapStart;
    expect(state('')).toBe('off');
    expect(state('snap_start {\n apply_on = "None"\n }')).toBe('off');
    expect(state('/* snap_start {\n apply_on = "PublishedVersions"\n } */')).toBe('off');
    expect(state('# snap_start {}')).toBe('off');
    expect(state('description = <<-EOT\n  snap_start {\n apply_on = "PublishedVersions" }\n  EOT\n')).toBe('off');
  });

  it('resolves variables by default and by terraform.tfvars, and locals over them', () => {
    const main = ORDERS('snap_start {\n apply_on = local.mode\n }');
    const variables = `variable "snap" {\n type = bool\n default = false\n}
locals {
  mode = var.snap ? "PublishedVersions" : "None"
}
`;
    expect(functionsOf({ 'main.tf': main, 'variables.tf': variables })[0]?.snapStart).toBe('off');
    const values = { 'terraform.tfvars': 'snap = true\n' };
    expect(functionsOf({ 'main.tf': main, 'variables.tf': variables, ...values })[0]?.snapStart).toBe('on');
    expect(functionsOf({ 'main.tf': main })[0]?.snapStart).toBe('unknown');
    const other = { 'production.tfvars': 'snap = true\n' };
    expect(functionsOf({ 'main.tf': main, 'variables.tf': variables, ...other })[0]?.snapStart).toBe('off');
  });

  it('decides a dynamic block by its list', () => {
    const dynamic = (list: string): string | undefined =>
      functionsOf({
        'main.tf': ORDERS(`dynamic "snap_start" {
    for_each = ${list}
    content {
      apply_on = "PublishedVersions"
    }
  }`),
      })[0]?.snapStart;
    expect(dynamic('[1]')).toBe('on');
    expect(dynamic('[]')).toBe('off');
    expect(dynamic('!false && "a" == "a" ? [1] : []')).toBe('on');
    expect(dynamic('var.on ? [1] : []')).toBe('unknown');
    expect(dynamic('[for x in var.list : x]')).toBe('unknown');
  });

  it('stands for one function of each key of a literal for_each', () => {
    const facts = functionsOf({
      'main.tf': `locals {
  functions = {
    read  = { handler = "shop.Read", snap = true }
    write = { handler = "shop.Write", snap = false, role = aws_iam_role.x.arn }
  }
}
resource "aws_lambda_function" "all" {
  for_each = local.functions
  handler  = each.value.handler
  runtime  = "java21"
  snap_start {
    apply_on = each.value["snap"] ? "PublishedVersions" : "None"
  }
}
`,
    });
    expect(facts.map(({ name, handlerClass, snapStart }) => [name, handlerClass, snapStart])).toEqual([
      ['all["read"]', 'shop.Read', 'on'],
      ['all["write"]', 'shop.Write', 'off'],
    ]);
  });
});

describe('modules', () => {
  const lambda = `variable "handler" {}
variable "snapstart" { default = false }
resource "aws_lambda_function" "this" {
  handler = var.handler
  runtime = "java21"
  dynamic "snap_start" {
    for_each = var.snapstart ? [1] : []
    content { apply_on = "PublishedVersions" }
  }
}
`;

  it('of the project are read once for each call, through modules between', () => {
    const facts = functionsOf({
      'modules/lambda/main.tf': lambda,
      'modules/endpoint/main.tf': `module "lambda" {
  source    = "../lambda"
  handler   = var.handler
  snapstart = var.snap
}
variable "handler" {}
variable "snap" { default = true }
`,
      'live/main.tf': `module "orders" {
  source  = "../modules/endpoint"
  handler = "shop.Orders::handle"
}
module "bills" {
  source    = "../modules/lambda"
  handler   = "shop.Bills::handle"
}
`,
    });
    expect(facts.map(({ name, handlerClass, snapStart, source }) => [name, handlerClass, snapStart, source])).toEqual([
      ['orders.lambda.this', 'shop.Orders', 'on', { file: 'live/main.tf', line: 1 }],
      ['bills.this', 'shop.Bills', 'off', { file: 'live/main.tf', line: 5 }],
    ]);
    expect(facts[0]?.snapStartSource).toEqual({ file: 'modules/lambda/main.tf', line: 6 });
  });

  it('that nobody calls are read with their defaults', () => {
    expect(functionsOf({ 'modules/lambda/main.tf': lambda })[0]).toMatchObject({ handler: null, snapStart: 'off' });
  });

  it('that call themselves end', () => {
    const facts = functionsOf({
      'main.tf': 'module "a" {\n source = "./b"\n}\n',
      'b/main.tf': `module "b" {\n source = "../b"\n}\n${lambda}`,
    });
    expect(facts.length).toBeLessThan(10);
  });

  it('of the registry for functions are known', () => {
    const [fact] = functionsOf({
      'main.tf': `module "orders" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 7.0"
  handler = "shop.Orders"
  runtime = "java17"
  snap_start = true
  environment_variables = { STAGE = "test" }
  local_existing_package = "build/orders.zip"
}
`,
    });
    expect(fact).toMatchObject({
      handlerClass: 'shop.Orders',
      snapStart: 'on',
      environment: { STAGE: 'test' },
      codeUri: 'build/orders.zip',
    });
  });

  it('from elsewhere give nothing', () => {
    expect(
      functionsOf({ 'main.tf': 'module "x" {\n source = "git::ssh://host/repo.git"\n snap_start = true\n}\n' }),
    ).toEqual([]);
  });
});

describe('the language', () => {
  it('has templates with quotes, escapes, directives, heredocs, calls over lines and for expressions', () => {
    const facts = functionsOf({
      'main.tf': `terraform { required_version = ">= 1" }
locals {
  quoted = "a \${join("-", ["b", "\${var.c}"])} \\"d\\" $\${e} %{ if true }x%{ endif }"
  list = [
    "one", # first
    "two",
  ]
  map = { for k, v in var.x : k => { a = v... } if v != null }
  sum = (1
    + 2)
  call = merge(
    var.tags,
    { "a/b" = 1, c : 2 },
  )
  splat = aws_subnet.all[*].id
  negative = -1
  provider_call = provider::aws::arn_parse("x")
  json = jsonencode({
    handler = "none"
  })
}
resource "aws_lambda_function" "f" {
  handler = "\${local.package}.Orders"
  runtime = <<EOT
java21
EOT
}
locals { package = "shop" }
`,
    });
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ handler: 'shop.Orders' });
  });

  it.each([
    ['resource "aws_lambda_function" "f" {\n  handler = "open\n}\n', 2, 'a string is not closed'],
    ['locals {\n  a = [1, 2\n', 2, 'unexpected end of file'],
    ['locals {\n  a = <<EOT\n never\n', 2, 'the heredoc EOT is not closed'],
    ['locals {\n  a = \n}\n', 2, 'unexpected end of line'],
    ['a = "${b"\n', 1, 'a string is not closed'],
    [`a = ${'('.repeat(500)}\n`, 1, 'nested too deeply'],
  ])('a broken file is one problem: %j', (text, line, message) => {
    const { facts, problems } = readTerraform([
      { file: 'broken.tf', text },
      { file: 'good.tf', text: ORDERS('') },
    ]);
    expect(problems).toEqual([{ file: 'broken.tf', line, column: 1, message: `not valid HCL: ${message}` }]);
    expect(facts).toHaveLength(1);
  });
});
