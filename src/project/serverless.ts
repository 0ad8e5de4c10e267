/** Functions of the Serverless Framework (`serverless.yml`). */
import type { SnapStartState } from '../types.ts';
import { conflictsPart, isMoreStorage, isPositive } from './conflicts.ts';
import { javaHandler } from './handler.ts';
import { entriesOf, entryAt, itemsOf, scalarOf, textOf, valueAt } from './located.ts';
import type { Located, LocatedEntry } from './located.ts';
import type { Conflict, FunctionFact, Read } from './types.ts';
import { readYaml } from './yaml.ts';

/** Variables whose values hold variables: deeper is a cycle or an attack. */
const MAX_VARIABLE_STEPS = 12;

/**
 * Reads the functions of a service. Variables are followed within the file (`${self:custom.x}`, with their defaults);
 * options, files, environment and stage are known at deployment only. A file that is no service gives nothing.
 */
export function readServerless(text: string, file: string): Read<FunctionFact> {
  const { documents, problem } = readYaml(text, file);
  const [service = null] = documents;
  const functions = valueAt(service, 'functions');
  const problems = problem === null ? [] : [problem];
  const isService = valueAt(service, 'provider') !== null && valueAt(service, 'service') !== null;
  if (service === null || !isService || functions === null) return { facts: [], problems };
  // A list holds maps of functions, each often from a file of its own.
  const entries = functions.kind === 'list' ? functions.items.flatMap(entriesOf) : entriesOf(functions);
  return { facts: entries.map(([name, entry]) => functionFact(service, name, entry, file)), problems };
}

function functionFact(service: Located, name: string, { value, line }: LocatedEntry, file: string): FunctionFact {
  const resolve = (found: Located | null): Located | null => resolveVariables(service, found, 0);
  const text = (...keys: readonly string[]): string | null => textOf(resolve(valueAt(value, ...keys)));
  const provider = valueAt(service, 'provider');
  const handler = text('handler');
  const runtime = text('runtime') ?? textOf(resolve(valueAt(provider, 'runtime')));
  const snapStart = entryAt(value, 'snapStart');
  const at = (key: string, setting: Conflict['setting'], excludes: boolean): Conflict | null => {
    const entry = entryAt(value, key);
    return entry === null || !excludes ? null : { setting, file, line: entry.line };
  };
  return {
    name,
    handler,
    ...javaHandler(handler, runtime),
    runtime,
    snapStart: snapStart === null ? 'off' : stateOf(resolve(snapStart.value)),
    packageType: entryAt(value, 'image') === null ? 'Zip' : 'Image',
    environment: environmentOf([valueAt(provider, 'environment'), valueAt(value, 'environment')], resolve),
    layers: itemsOf(valueAt(value, 'layers') ?? valueAt(provider, 'layers')).map(
      (one) => textOf(resolve(one)) ?? textOf(valueAt(one, 'Ref')) ?? 'layer',
    ),
    codeUri: text('package', 'artifact') ?? textOf(resolve(valueAt(service, 'package', 'artifact'))),
    source: { file, line },
    snapStartSource: snapStart === null ? null : { file, line: snapStart.line },
    tool: 'serverless',
    ...conflictsPart([
      at('fileSystemConfig', 'file-system', true),
      at('ephemeralStorageSize', 'ephemeral-storage', isMoreStorage(text('ephemeralStorageSize'))),
      at('provisionedConcurrency', 'provisioned-concurrency', isPositive(text('provisionedConcurrency'))),
    ]),
  };
}

function stateOf(value: Located | null): SnapStartState {
  const text = textOf(value);
  if (text === 'true') return 'on';
  return text === 'false' ? 'off' : 'unknown';
}

function environmentOf(
  owners: readonly (Located | null)[],
  resolve: (value: Located) => Located | null,
): Record<string, string> {
  const environment = new Map<string, string>();
  for (const [name, { value }] of owners.flatMap(entriesOf)) {
    const text = textOf(resolve(value));
    if (text === null) environment.delete(name);
    else environment.set(name, text);
  }
  return Object.fromEntries(environment);
}

/** The value with its variables replaced, or null when one of them is not known. A lone variable may be any value. */
function resolveVariables(service: Located, value: Located | null, steps: number): Located | null {
  if (value?.kind !== 'scalar' || !value.text.includes('${')) return value;
  if (steps > MAX_VARIABLE_STEPS) return null;
  const whole = /^\$\{([^${}]*)\}$/u.exec(value.text);
  if (whole !== null) {
    const found = variable(service, whole[1] ?? '', value.line);
    return resolveVariables(service, found, steps + 1);
  }
  const innermost = /\$\{([^${}]*)\}/u.exec(value.text);
  const part = innermost === null ? null : variable(service, innermost[1] ?? '', value.line);
  const text = textOf(resolveVariables(service, part, steps + 1));
  if (innermost === null || text === null) return null;
  const replaced =
    value.text.slice(0, innermost.index) + text + value.text.slice(innermost.index + innermost[0].length);
  return resolveVariables(service, scalarOf(replaced, value.line), steps + 1);
}

/**
 * `self:a.b, 'default'`: the first alternative that the file holds. A default behind `opt:` or `env:` stands for what a
 * deployment without that option or variable takes, as the default of a template's parameter does.
 */
function variable(service: Located, expression: string, line: number): Located | null {
  for (const alternative of expression.split(',').map((one) => one.trim())) {
    const self = /^self:([\w.-]+)$/u.exec(alternative);
    const found = self === null ? null : valueAt(service, ...(self[1] ?? '').split('.'));
    if (found !== null) return found;
    const quoted = /^(?:'([^']*)'|"([^"]*)")$/u.exec(alternative);
    if (quoted !== null) return scalarOf(quoted[1] ?? quoted[2] ?? '', line);
    if (/^(?:true|false|-?\d+(?:\.\d+)?)$/u.test(alternative)) return scalarOf(alternative, line);
    if (!/^(?:self|opt|env|sls|param):/u.test(alternative)) return null;
  }
  return null;
}
