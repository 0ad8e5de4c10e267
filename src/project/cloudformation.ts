/** Functions of AWS SAM and CloudFormation templates, in YAML and JSON. */
import type { SnapStartState } from '../types.ts';
import { literal, templateValues } from './cloudformation-values.ts';
import type { TemplateValues } from './cloudformation-values.ts';
import { conflictsPart, isMoreStorage } from './conflicts.ts';
import { javaHandler } from './handler.ts';
import { entriesOf, entryAt, itemsOf, textOf, valueAt } from './located.ts';
import type { Located, LocatedEntry } from './located.ts';
import { outlineOfTemplate } from './outline.ts';
import type { Conflict, FunctionFact, Place, Read } from './types.ts';
import { readYaml } from './yaml.ts';

const FUNCTION_TYPE = /^AWS::(?:Serverless|Lambda)::Function$/u;

/** Whether a text may be a template with functions; for deciding whether to parse it at all. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('AWS::Serverless::Function') || text.includes('AWS::Lambda::Function');
}

/**
 * Reads the functions of a template. `file` is project-relative. What a text that is no template holds (a manifest of
 * Kubernetes, a list of resource types) gives nothing. A syntax error gives a problem, and what is read around it: tools that
 * deploy templates are often more lenient. Then a missing SnapStart setting is no sign that there is none.
 */
export function readTemplate(text: string, file: string): Read<FunctionFact> {
  const outline = outlineOfTemplate(text);
  const { documents, problem } = readYaml(outline.text, file, outline.lines);
  const facts = documents.flatMap((template) => functionsOfTemplate(template, file));
  if (problem === null) return { facts, problems: [] };
  const isUnset = (fact: FunctionFact): boolean => fact.snapStartSource === null;
  return {
    facts: facts.map((fact) => (isUnset(fact) ? { ...fact, snapStart: 'unknown' } : fact)),
    problems: [problem],
  };
}

/** One function resource; `globals` is `Globals.Function` of a SAM template, null for resources of plain CloudFormation. */
interface Resource {
  readonly name: string;
  readonly line: number;
  readonly file: string;
  readonly properties: Located | null;
  readonly metadata: Located | null;
  readonly globals: Located | null;
  readonly values: TemplateValues;
}

function functionsOfTemplate(template: Located, file: string): FunctionFact[] {
  const values = templateValues(template);
  const globals = valueAt(template, 'Globals', 'Function');
  return resourcesOf(template).flatMap(([name, { value, line }]) => {
    const type = textOf(valueAt(value, 'Type'));
    if (type === null || !FUNCTION_TYPE.test(type) || isNeverCreated(value, values)) return [];
    const isServerless = type === 'AWS::Serverless::Function';
    const properties = valueAt(value, 'Properties');
    const metadata = valueAt(value, 'Metadata');
    const resource = { name, line, file, properties, metadata, globals: isServerless ? globals : null, values };
    return [functionFact(resource, isServerless)];
  });
}

/** `Fn::ForEach` repeats resources under computed names; each body is taken once, with its variables unknown. */
function resourcesOf(template: Located): readonly (readonly [string, LocatedEntry])[] {
  return entriesOf(valueAt(template, 'Resources')).flatMap(([name, entry]) =>
    name.startsWith('Fn::ForEach::') ? entriesOf(itemsOf(entry.value)[2] ?? null) : [[name, entry] as const],
  );
}

function isNeverCreated(resource: Located, values: TemplateValues): boolean {
  const condition = textOf(valueAt(resource, 'Condition'));
  return condition !== null && values.holds(condition) === false;
}

function functionFact(resource: Resource, isServerless: boolean): FunctionFact {
  const { name, line, file } = resource;
  const runtime = textProperty(resource, 'Runtime');
  const packageType = packageTypeOf(resource);
  const handler = textProperty(resource, 'Handler') ?? (packageType === 'Image' ? imageCommand(resource) : null);
  const setting = snapStartSetting(resource);
  return {
    name,
    handler: handler?.includes('${') === true ? null : handler,
    ...javaHandler(handler, runtime),
    runtime,
    snapStart: setting.state,
    packageType,
    environment: environmentOf(resource),
    layers: layersOf(resource),
    codeUri: packageType === 'Image' ? imageSource(resource) : codeOf(resource, isServerless),
    source: { file, line },
    snapStartSource: setting.source,
    tool: isServerless ? 'sam' : 'cloudformation',
    ...entriesOfBundle(resource),
    ...conflictsOf(resource),
  };
}

/** What SnapStart excludes, where the template sets it; nothing when it does not. */
function conflictsOf(resource: Resource): Pick<FunctionFact, 'conflicts'> {
  const at = (key: string, setting: Conflict['setting']): Conflict[] => {
    const entry = propertyOf(resource, key);
    return entry === null || !isSurelySet(entry.value, resource.values)
      ? []
      : [{ setting, file: resource.file, line: entry.line }];
  };
  const size = valueAt(propertyOf(resource, 'EphemeralStorage')?.value ?? null, 'Size');
  const megabytes = size === null ? null : literal(resource.values.evaluate(size));
  return conflictsPart([
    ...at('FileSystemConfigs', 'file-system'),
    ...(isMoreStorage(megabytes) ? at('EphemeralStorage', 'ephemeral-storage') : []),
    ...at('ProvisionedConcurrencyConfig', 'provisioned-concurrency'),
  ]);
}

/** False for `AWS::NoValue`, and for a condition that is not known and may come to it. */
function isSurelySet(value: Located, values: TemplateValues): boolean {
  const evaluated = values.evaluate(value);
  if (evaluated !== 'unknown') return evaluated !== 'absent';
  const [, ...branches] = itemsOf(valueAt(value, 'Fn::If'));
  return branches.every((branch) => isSurelySet(branch, values));
}

/** A property of the resource, else of the globals. */
function propertyOf({ properties, globals }: Resource, key: string): LocatedEntry | null {
  return entryAt(properties, key) ?? entryAt(globals, key);
}

function textProperty(resource: Resource, key: string): string | null {
  const entry = propertyOf(resource, key);
  return entry === null ? null : literal(resource.values.evaluate(entry.value));
}

function packageTypeOf(resource: Resource): FunctionFact['packageType'] {
  const entry = propertyOf(resource, 'PackageType');
  if (entry === null) return propertyOf(resource, 'ImageUri') === null ? 'Zip' : 'Image';
  const type = literal(resource.values.evaluate(entry.value));
  return type === 'Zip' || type === 'Image' ? type : 'unknown';
}

/** The handler of an image is its command. */
function imageCommand(resource: Resource): string | null {
  const [command] = itemsOf(valueAt(propertyOf(resource, 'ImageConfig')?.value ?? null, 'Command'));
  return command === undefined ? null : literal(resource.values.evaluate(command));
}

/** SAM packs the directory of the template where nothing else is said. */
function codeOf(resource: Resource, isServerless: boolean): string | null {
  const isSaid = ['CodeUri', 'InlineCode'].some((key) => propertyOf(resource, key) !== null);
  if (isServerless && !isSaid) return '.';
  return textProperty(resource, 'CodeUri') ?? textProperty(resource, 'Code');
}

/** The sources that SAM has esbuild bundle. */
function entriesOfBundle({ metadata, values }: Resource): Pick<FunctionFact, 'entries'> {
  const entries = itemsOf(valueAt(metadata, 'BuildProperties', 'EntryPoints')).flatMap(
    (entry) => literal(values.evaluate(entry)) ?? [],
  );
  return entries.length === 0 ? {} : { entries };
}

/** SAM builds an image from the directory in the resource's metadata. */
function imageSource({ metadata, values }: Resource): string | null {
  const context = valueAt(metadata, 'DockerContext');
  const dockerfile = valueAt(metadata, 'Dockerfile');
  const directory = context === null ? null : literal(values.evaluate(context));
  if (directory === null) return null;
  return `${directory.replace(/(?<!\/)\/+$/u, '')}/${(dockerfile && literal(values.evaluate(dockerfile))) ?? 'Dockerfile'}`;
}

/** Variables of the globals and the resource are merged, the resource's winning. */
function environmentOf({ properties, globals, values }: Resource): Record<string, string> {
  const environment = new Map<string, string>();
  for (const owner of [globals, properties]) {
    for (const [name, { value }] of entriesOf(valueAt(owner, 'Environment', 'Variables'))) {
      const text = literal(values.evaluate(value));
      if (text === null) environment.delete(name);
      else environment.set(name, text);
    }
  }
  return Object.fromEntries(environment);
}

/** Layers of the globals and the resource add up. */
function layersOf({ properties, globals, values }: Resource): string[] {
  return [globals, properties].flatMap((owner) =>
    itemsOf(valueAt(owner, 'Layers'))
      .filter((layer) => values.evaluate(layer) !== 'absent')
      .map((layer) => literal(values.evaluate(layer)) ?? layerAsWritten(layer)),
  );
}

/** The text of `Fn::Sub` with its placeholders, or what `Ref` refers to. */
function layerAsWritten(layer: Located): string {
  const substituted = valueAt(layer, 'Fn::Sub');
  return textOf(substituted) ?? textOf(itemsOf(substituted)[0] ?? null) ?? textOf(valueAt(layer, 'Ref')) ?? 'layer';
}

interface SnapStartSetting {
  readonly state: SnapStartState;
  readonly source: Place | null;
}

/** The resource's own setting wins over the globals; a function without any is not snapshotted. */
function snapStartSetting(resource: Resource): SnapStartSetting {
  const own = entryAt(resource.properties, 'SnapStart');
  const global = entryAt(resource.globals, 'SnapStart');
  const inherited = global === null ? 'off' : stateOf(global.value, 'off', resource.values);
  const decisive = own ?? global;
  return {
    state: own === null ? inherited : stateOf(own.value, inherited, resource.values),
    source: decisive === null ? null : { file: resource.file, line: decisive.line },
  };
}

/** Branches of a condition that is not known may still agree, and so may all values of a mapping. `otherwise` is the state when nothing is set here. */
function stateOf(value: Located, otherwise: SnapStartState, values: TemplateValues): SnapStartState {
  const evaluated = values.evaluate(value);
  if (evaluated === 'absent') return otherwise;
  if (evaluated === 'unknown') {
    const [, ...branches] = itemsOf(valueAt(value, 'Fn::If'));
    const candidates = branches.length > 0 ? branches : values.candidates(value);
    const states = new Set(candidates.map((candidate) => stateOf(candidate, otherwise, values)));
    return states.size === 1 ? ([...states][0] ?? 'unknown') : 'unknown';
  }
  if (evaluated.kind === 'map') {
    const applyOn = valueAt(evaluated, 'ApplyOn');
    return applyOn === null ? otherwise : stateOf(applyOn, otherwise, values);
  }
  const text = textOf(evaluated);
  if (text === 'PublishedVersions') return 'on';
  return text === 'None' ? 'off' : 'unknown';
}
