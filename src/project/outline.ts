/**
 * Templates without the parts that nothing is read from, for the sake of time: most of a large template are resources, policies
 * and outputs that say nothing about functions.
 */

/** What is left of a template. */
export interface Outline {
  readonly text: string;
  /** The number (1-based) in the template of each line of the text. */
  readonly lines: readonly number[];
}

/** Lines of a template; null where one is left out. */
type Lines = (string | null)[];

/** A stretch of lines: `to` is exclusive. `key` is the name in front of the colon. */
interface Entry {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Sections of a template that nothing is read from. */
const UNREAD_SECTIONS = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Outputs', 'Rules']);

/** Properties of functions that are read; everything that another key may stand for (`<<`, `Fn::If`) is left as well. */
const READ_PROPERTY =
  /^(?:Handler|Runtime|PackageType|ImageUri|ImageConfig|CodeUri|Code|SnapStart|Environment|Layers|FileSystemConfigs|EphemeralStorage|ProvisionedConcurrencyConfig|<<|Fn::.*)$/u;

const FUNCTION_TYPE = /AWS::(?:Serverless|Lambda)::Function\b/u;

/** The first line of a list, a map or a function below a key. */
const BEGINS_COLLECTION = /^\s*(?:-\s|[[{!]|["']?[\w:]+["']?:(?:\s|$))/u;

/** Blocks that are repeated elsewhere under a name, or repeat another one, stay. */
const ANCHOR_OR_ALIAS = /(?:^|[\s[,{])[&*]\w/u;

/**
 * A SAM or CloudFormation template in YAML's block style with little but its functions and what they may refer to. Other
 * styles, and indentation that is not plain, are given back as they are.
 */
export function outlineOfTemplate(text: string): Outline {
  const lines = text.split('\n');
  const kept: Lines = [...lines];
  for (const section of entriesIn(lines, 0, lines.length) ?? []) {
    if (UNREAD_SECTIONS.has(section.key)) blank(kept, section);
    if (section.key === 'Resources') blankResources(kept, section);
  }
  const left = kept.flatMap((line, index) => (line === null ? [] : [{ line, number: index + 1 }]));
  return { text: left.map(({ line }) => line).join('\n'), lines: left.map(({ number }) => number) };
}

function blankResources(lines: Lines, section: Entry): void {
  for (const resource of entriesIn(lines, section.from + 1, section.to) ?? []) {
    if (!has(lines, resource, FUNCTION_TYPE)) blank(lines, resource);
    else if (!resource.key.startsWith('Fn::')) blankProperties(lines, resource);
  }
}

function blankProperties(lines: Lines, resource: Entry): void {
  const properties = entriesIn(lines, resource.from + 1, resource.to)?.find(({ key }) => key === 'Properties');
  if (properties === undefined) return;
  for (const property of entriesIn(lines, properties.from + 1, properties.to) ?? []) {
    if (!READ_PROPERTY.test(property.key)) blank(lines, property);
    else if (property.key === 'Environment') shortenVariables(lines, property);
  }
}

/**
 * Variables whose value a function computes over several lines, which is no literal: the name stays, so that it still stands
 * for the one of the same name in the globals.
 */
function shortenVariables(lines: Lines, environment: Entry): void {
  const variables = entriesIn(lines, environment.from + 1, environment.to)?.find(({ key }) => key === 'Variables');
  if (variables === undefined) return;
  for (const variable of entriesIn(lines, variables.from + 1, variables.to) ?? []) {
    const head = /^(\s*[^\s:][^:]*:)\s*(?:![A-Z][A-Za-z]*\s*)?$/u.exec(lines[variable.from] ?? '')?.[1];
    if (head === undefined || variable.key.startsWith('Fn::') || has(lines, variable, ANCHOR_OR_ALIAS)) continue;
    const below = lines.slice(variable.from + 1, variable.to).find((line) => /^\s*[^\s#]/u.test(line ?? ''));
    if (!BEGINS_COLLECTION.test(below ?? '')) continue;
    lines[variable.from] = `${head} !Ref NotRead`;
    lines.fill(null, variable.from + 1, variable.to);
  }
}

/**
 * The entries of the block map in some lines, by indentation; null when these are no such map. Lines that cannot begin an
 * entry (items of a list, closing brackets, comments) belong to the one before.
 */
function entriesIn(lines: readonly (string | null)[], from: number, to: number): readonly Entry[] | null {
  const starts: { readonly key: string; readonly from: number }[] = [];
  let indentation: number | null = null;
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? '';
    const indent = line.search(/\S/u);
    if (indent < 0 || line[indent] === '#') continue;
    indentation ??= indent;
    if (indent < indentation) return null;
    if (indent > indentation || /[-\]})]/u.test(line[indent] ?? '')) continue;
    const key = /^(?:"([^"]*)"|'([^']*)'|([\w<][\w:.<-]*?))[ ]*:(?:\s|$)/u.exec(line.slice(indent));
    if (key === null) return null;
    starts.push({ key: key[1] ?? key[2] ?? key[3] ?? '', from: index });
  }
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? to }));
}

function has(lines: readonly (string | null)[], { from, to }: Entry, pattern: RegExp): boolean {
  return lines.slice(from, to).some((line) => line !== null && pattern.test(line));
}

function blank(lines: Lines, entry: Entry): void {
  if (!has(lines, entry, ANCHOR_OR_ALIAS)) lines.fill(null, entry.from, entry.to);
}
