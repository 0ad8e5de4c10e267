/** Functions of Terraform configurations: `aws_lambda_function` resources, in modules of the project and with the well-known module of the registry. */
import { posix } from 'node:path';
import type { Problem, SnapStartState } from '../types.ts';
import { conflictsPart, isMoreStorage, isPositive } from './conflicts.ts';
import { javaHandler } from './handler.ts';
import { readHcl } from './hcl.ts';
import type { HclBlock, HclBody, HclExpression } from './hcl.ts';
import { evaluateHcl, truthOf } from './hcl-values.ts';
import type { HclScope } from './hcl-values.ts';
import { entriesOf, itemsOf, scalarOf, textOf, valueAt } from './located.ts';
import type { Located } from './located.ts';
import { archivesOf, fromSources, isArchive } from './terraform-archives.ts';
import type { Conflict, FunctionFact, Place, Read } from './types.ts';

export interface TerraformFile {
  /** Project-relative, ending in `.tf` or `.tfvars`. */
  readonly file: string;
  readonly text: string;
}

/** Modules that call modules: more is no real project. */
const MAX_MODULE_DEPTH = 6;
const MAX_FUNCTIONS = 5_000;
const MAX_CALLS = 20_000;
const REGISTRY_MODULE = /^(?:registry\.\w+\.\w+\/)?terraform-aws-modules\/lambda\/aws$/u;

const DECLARES_FUNCTION = /\baws_lambda_function\b|terraform-aws-modules\/lambda\b/u;
const IS_READ = /^[ \t]*(?:module|variable|locals|resource[ \t]+"?aws_lambda_function|data[ \t]+"?archive_file)\b/mu;

/** The files that functions are read from: most of a configuration says nothing about them. None when it declares no function. */
export function terraformToRead(files: readonly TerraformFile[]): readonly TerraformFile[] {
  if (!files.some(({ text }) => DECLARES_FUNCTION.test(text))) return [];
  return files.filter(({ file, text }) => file.endsWith('.tfvars') || IS_READ.test(text));
}

/**
 * Reads all Terraform files of a project at once, because the files of a directory are one module and modules call each
 * other. A module that another one of the project calls is read once for each call, with the values that the call gives;
 * variables otherwise have their default, or what `terraform.tfvars` and `*.auto.tfvars` say.
 */
export function readTerraform(files: readonly TerraformFile[]): Read<FunctionFact> {
  const problems: Problem[] = [];
  const modules = new Map<string, SourceBlock[]>();
  const values = new Map<string, (readonly [string, HclExpression])[]>();
  for (const { file, text } of files) {
    const { body, problem } = readHcl(text, file);
    if (problem !== null) problems.push(problem);
    if (body === null) continue;
    const directory = directoryOf(file);
    const isVariables = /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars$/u.test(file);
    if (isVariables) {
      append(
        values,
        directory,
        [...body.attributes].map(([name, { value }]) => [name, value] as const),
      );
    } else if (file.endsWith('.tf')) {
      append(
        modules,
        directory,
        body.blocks.map((block) => ({ block, file })),
      );
    }
  }
  const configuration = { modules, values, budget: { calls: MAX_CALLS } };
  const called = new Set([...modules].flatMap(([directory, blocks]) => calledModules(directory, blocks, modules)));
  const facts: FunctionFact[] = [];
  for (const directory of [...modules.keys()].sort()) {
    if (!called.has(directory)) readModule(configuration, directory, NO_CALL, facts);
  }
  return { facts, problems };
}

interface SourceBlock {
  readonly block: HclBlock;
  readonly file: string;
}

interface Configuration {
  readonly modules: ReadonlyMap<string, readonly SourceBlock[]>;
  readonly values: ReadonlyMap<string, readonly (readonly [string, HclExpression])[]>;
  /** Module calls that may still be followed: modules that fan out at each level would take exponential time. */
  readonly budget: { calls: number };
}

/** How a module is used: what its caller passes, and where that stands. */
interface ModuleCall {
  /** Null for a variable that is passed but not known; absent for one that is not passed. */
  readonly values: ReadonlyMap<string, Located | null>;
  readonly name: string;
  readonly source: Place | null;
  readonly depth: number;
}

const NO_CALL: ModuleCall = { values: new Map(), name: '', source: null, depth: 0 };

function append<T>(map: Map<string, T[]>, key: string, more: readonly T[]): void {
  map.set(key, [...(map.get(key) ?? []), ...more]);
}

function directoryOf(file: string): string {
  const directory = posix.dirname(file);
  return directory === '.' ? '' : directory;
}

function calledModules(
  directory: string,
  blocks: readonly SourceBlock[],
  modules: ReadonlyMap<string, unknown>,
): string[] {
  return blocks.flatMap(({ block }) => localModule(directory, block) ?? []).filter((one) => modules.has(one));
}

/** The project directory that a `module` block's source names, or null when it comes from elsewhere. */
function localModule(directory: string, block: HclBlock): string | null {
  if (block.type !== 'module') return null;
  const source = plainText(block.body.attributes.get('source')?.value);
  if (source === null || !/^\.\.?\//u.test(`${source}/`)) return null;
  return directoryOf(posix.join(directory, source, 'main.tf'));
}

function plainText(expression: HclExpression | undefined): string | null {
  const isText = expression?.kind === 'template' && expression.parts.every((part) => typeof part === 'string');
  return isText ? expression.parts.join('') : null;
}

function readModule(configuration: Configuration, directory: string, call: ModuleCall, facts: FunctionFact[]): void {
  const blocks = configuration.modules.get(directory) ?? [];
  const scope = moduleScope(configuration, directory, blocks, call);
  const archives = archivesOf(
    blocks.map(({ block }) => block),
    scope,
  );
  for (const source of blocks) {
    const { type, labels } = source.block;
    if (facts.length >= MAX_FUNCTIONS) return;
    if (type === 'resource' && labels[0] === 'aws_lambda_function') {
      for (const one of repetitions(source, scope)) facts.push(fromSources(resourceFact(one, call), archives));
    } else if (type === 'module') {
      for (const one of repetitions(source, scope)) readCall(configuration, directory, one, call, facts);
    }
  }
}

/** One function or module call, with the scope in which `each` has its value. */
interface Repetition {
  readonly name: string;
  readonly body: HclBody;
  readonly source: Place;
  readonly scope: HclScope;
}

/** With a literal `for_each` a block stands for one of each key; otherwise it is taken once, with `each` unknown. */
function repetitions({ block, file }: SourceBlock, scope: HclScope): readonly Repetition[] {
  const label = block.labels.at(-1) ?? '';
  const source = { file, line: block.line };
  const each = block.body.attributes.get('for_each');
  const value = each === undefined ? null : evaluateHcl(each.value, scope);
  const keys: (readonly [string, Located])[] =
    value?.kind === 'list'
      ? value.items.flatMap((item) => (textOf(item) === null ? [] : [[textOf(item) ?? '', item] as const]))
      : entriesOf(value).map(([key, entry]) => [key, entry.value] as const);
  if (keys.length === 0) return [{ name: label, body: block.body, source, scope }];
  return keys.map(([key, element]) => ({
    name: `${label}["${key}"]`,
    body: block.body,
    source,
    scope: (path) => {
      if (path[0] !== 'each') return scope(path);
      if (path[1] === 'key') return { kind: 'scalar', value: key, text: key, line: element.line };
      return path[1] === 'value' ? valueAt(element, ...path.slice(2)) : null;
    },
  }));
}

function readCall(
  configuration: Configuration,
  directory: string,
  one: Repetition,
  call: ModuleCall,
  facts: FunctionFact[],
): void {
  const name = call.name === '' ? one.name : `${call.name}.${one.name}`;
  const block = { type: 'module', labels: [one.name], body: one.body, line: one.source.line };
  const local = localModule(directory, block);
  if (local !== null && call.depth < MAX_MODULE_DEPTH && configuration.budget.calls-- > 0) {
    const values = new Map<string, Located | null>();
    for (const [key, { value }] of one.body.attributes) values.set(key, evaluateHcl(value, one.scope));
    readModule(configuration, local, { values, name, source: call.source ?? one.source, depth: call.depth + 1 }, facts);
  } else if (REGISTRY_MODULE.test(plainText(one.body.attributes.get('source')?.value) ?? '')) {
    facts.push(registryModuleFact({ ...one, name }, call));
  }
}

/** `var` and `local` of one module; each is worked out once, so that locals over locals stay cheap. */
function moduleScope(
  configuration: Configuration,
  directory: string,
  blocks: readonly SourceBlock[],
  call: ModuleCall,
): HclScope {
  const locals = new Map<string, HclExpression>();
  const defaults = new Map<string, HclExpression>();
  const packed = new Map<string, HclBlock>();
  for (const { block } of blocks) {
    if (isArchive(block)) packed.set(block.labels[1] ?? '', block);
    if (block.type === 'locals') for (const [name, { value }] of block.body.attributes) locals.set(name, value);
    const byDefault = block.type === 'variable' ? block.body.attributes.get('default') : undefined;
    if (byDefault !== undefined) defaults.set(block.labels[0] ?? '', byDefault.value);
  }
  if (call === NO_CALL) {
    for (const [name, value] of configuration.values.get(directory) ?? []) defaults.set(name, value);
  }

  const known = new Map<string, Located | null>();
  const scope: HclScope = ([root, name = '', ...rest]) => {
    // Paths are relative to the module.
    if (root === 'path') return scalarOf('.', 1);
    if (root === 'data' && name === 'archive_file') {
      const output = packed.get(rest[0] ?? '')?.body.attributes.get('output_path');
      return rest[1] === 'output_path' && output !== undefined ? evaluateHcl(output.value, scope) : null;
    }
    if (root === 'var' && call.values.has(name)) return valueAt(call.values.get(name) ?? null, ...rest);
    const expression = root === 'var' ? defaults.get(name) : root === 'local' ? locals.get(name) : undefined;
    if (expression === undefined) return null;
    const key = `${root}.${name}`;
    if (!known.has(key)) {
      // A local that refers to itself is not known.
      known.set(key, null);
      known.set(key, evaluateHcl(expression, scope));
    }
    return valueAt(known.get(key) ?? null, ...rest);
  };
  return scope;
}

function resourceFact(one: Repetition, call: ModuleCall): FunctionFact {
  const { body, scope } = one;
  const environment = body.blocks.find((block) => block.type === 'environment');
  const variables = environment?.body.attributes.get('variables');
  const command = body.blocks.find((block) => block.type === 'image_config')?.body.attributes.get('command');
  const name = call.name === '' ? one.name : `${call.name}.${one.name}`;
  return fact({ ...one, name }, call, {
    environment: variables === undefined ? null : evaluateHcl(variables.value, scope),
    setting: snapStartBlock(one),
    codeAttributes: ['filename', 'source_dir', 's3_key'],
    conflicts: [...blockConflicts(one), unpublished(one, snapStartBlock(one))],
    command: command === undefined ? null : evaluateHcl(command.value, scope),
  });
}

/** The module `terraform-aws-modules/lambda/aws` has the same names, with `snap_start` a boolean. */
function registryModuleFact(one: Repetition, call: ModuleCall): FunctionFact {
  const { body, scope } = one;
  const variables = body.attributes.get('environment_variables');
  const snapStart = body.attributes.get('snap_start');
  const truth = snapStart === undefined ? false : truthOf(evaluateHcl(snapStart.value, scope));
  const command = body.attributes.get('image_config_command');
  const setting: SnapStartSetting = {
    state: truth === null ? 'unknown' : truth ? 'on' : 'off',
    source: snapStart === undefined ? null : { file: one.source.file, line: snapStart.line },
  };
  return fact(one, call, {
    environment: variables === undefined ? null : evaluateHcl(variables.value, scope),
    setting,
    codeAttributes: ['local_existing_package', 'source_path'],
    conflicts: [...attributeConflicts(one), unpublished(one, setting)],
    command: command === undefined ? null : evaluateHcl(command.value, scope),
  });
}

/** Blocks of the resource that SnapStart excludes. */
function blockConflicts({ body, source, scope }: Repetition): readonly (Conflict | null)[] {
  return body.blocks.map(({ type, line, body: { attributes } }) => {
    const size = attributes.get('size');
    const place = { file: source.file, line };
    if (type === 'file_system_config') return { setting: 'file-system', ...place };
    const isMore =
      type === 'ephemeral_storage' && size !== undefined && isMoreStorage(textOf(evaluateHcl(size.value, scope)));
    return isMore ? { setting: 'ephemeral-storage', ...place } : null;
  });
}

/** Without `publish` the resource makes no version. */
function unpublished({ body, scope }: Repetition, { state, source }: SnapStartSetting): Conflict | null {
  const publish = body.attributes.get('publish');
  const isPublished = publish === undefined ? false : truthOf(evaluateHcl(publish.value, scope));
  return state === 'on' && source !== null && isPublished === false ? { setting: 'no-version', ...source } : null;
}

/** The same settings as the registry's module has them. */
function attributeConflicts({ body, source, scope }: Repetition): readonly (Conflict | null)[] {
  const at = (
    key: string,
    setting: Conflict['setting'],
    excludes: (text: string | null) => boolean,
  ): Conflict | null => {
    const attribute = body.attributes.get(key);
    if (attribute === undefined || !excludes(textOf(evaluateHcl(attribute.value, scope)))) return null;
    return { setting, file: source.file, line: attribute.line };
  };
  return [
    at('file_system_arn', 'file-system', (arn) => arn !== null && arn !== ''),
    at('ephemeral_storage_size', 'ephemeral-storage', isMoreStorage),
    at('provisioned_concurrent_executions', 'provisioned-concurrency', isPositive),
  ];
}

interface SnapStartSetting {
  readonly state: SnapStartState;
  readonly source: Place | null;
}

interface FactParts {
  readonly environment: Located | null;
  readonly setting: SnapStartSetting;
  readonly codeAttributes: readonly string[];
  readonly conflicts: readonly (Conflict | null)[];
  readonly command: Located | null;
}

function fact(one: Repetition, call: ModuleCall, parts: FactParts): FunctionFact {
  const value = (key: string): Located | null => {
    const attribute = one.body.attributes.get(key);
    return attribute === undefined ? null : evaluateHcl(attribute.value, one.scope);
  };
  const runtime = textOf(value('runtime'));
  const packageType = packageTypeOf(one.body.attributes.has('package_type'), textOf(value('package_type')));
  const command = textOf(itemsOf(parts.command)[0] ?? null);
  const handler = textOf(value('handler')) ?? (packageType === 'Image' ? command : null);
  return {
    name: one.name,
    handler,
    ...javaHandler(handler, runtime),
    runtime,
    snapStart: parts.setting.state,
    packageType,
    environment: Object.fromEntries(
      entriesOf(parts.environment).flatMap(([name, entry]) => {
        const text = textOf(entry.value);
        return text === null ? [] : [[name, text] as const];
      }),
    ),
    layers: layersOf(one),
    codeUri: parts.codeAttributes.map((key) => textOf(value(key))).find((text) => text !== null) ?? null,
    // What the reader looks for is the call that names the handler, not the module that all functions share.
    source: call.source ?? one.source,
    snapStartSource: parts.setting.source,
    tool: 'terraform',
    ...conflictsPart(parts.conflicts),
  };
}

/** Names as far as they are known; a list that is computed as a whole is one layer at least. */
function layersOf({ body, scope }: Repetition): string[] {
  const attribute = body.attributes.get('layers');
  if (attribute === undefined) return [];
  const value = evaluateHcl(attribute.value, scope);
  return value?.kind === 'list' ? value.items.map((layer) => textOf(layer) ?? 'layer') : ['layer'];
}

function packageTypeOf(isSet: boolean, text: string | null): FunctionFact['packageType'] {
  if (!isSet) return 'Zip';
  return text === 'Zip' || text === 'Image' ? text : 'unknown';
}

/** `snap_start { apply_on = … }`, or `dynamic "snap_start"` with a list that is empty or not. */
function snapStartBlock({ body, source, scope }: Repetition): SnapStartSetting {
  const block = body.blocks.find((one) => one.type === 'snap_start');
  if (block !== undefined) return { state: applyOn(block, scope), source: { file: source.file, line: block.line } };
  const dynamic = body.blocks.find((one) => one.type === 'dynamic' && one.labels[0] === 'snap_start');
  if (dynamic === undefined) return { state: 'off', source: null };
  const place = { file: source.file, line: dynamic.line };
  const forEach = dynamic.body.attributes.get('for_each');
  const list = forEach === undefined ? null : evaluateHcl(forEach.value, scope);
  const count = list?.kind === 'list' ? list.items.length : list?.kind === 'map' ? list.entries.size : null;
  if (count === null) return { state: 'unknown', source: place };
  const content = dynamic.body.blocks.find((one) => one.type === 'content');
  if (count === 0 || content === undefined) return { state: 'off', source: place };
  return { state: applyOn(content, scope), source: place };
}

function applyOn({ body }: HclBlock, scope: HclScope): SnapStartState {
  const attribute = body.attributes.get('apply_on');
  const text = attribute === undefined ? null : textOf(evaluateHcl(attribute.value, scope));
  if (text === 'PublishedVersions') return 'on';
  return text === 'None' ? 'off' : 'unknown';
}
