/** The values of options: what was typed in, typed values out. What is not understood is an InvalidArgumentError that says what is. */
import { InvalidArgumentError } from 'commander';
import { formatNames, isFormatName } from '../reporter/index.ts';
import type { RuleSeverity } from '../types.ts';
import { didYouMean } from '../util/similar.ts';
import type { FactsOptions, FormatTarget } from './args.ts';

const SEVERITIES: Readonly<Record<string, RuleSeverity>> = {
  on: 'on',
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  off: 'off',
};

export function collectFormat(text: string, previous: readonly FormatTarget[]): readonly FormatTarget[] {
  const separator = text.indexOf('=');
  const name = separator < 0 ? text : text.slice(0, separator);
  const file = separator < 0 ? null : text.slice(separator + 1);
  if (!isFormatName(name)) {
    throw new InvalidArgumentError(`Formats: ${formatNames.join(', ')}${didYouMean(name, formatNames)}`);
  }
  if (file === '') throw new InvalidArgumentError('A file name is missing after =');
  if (file === null && previous.some((target) => target.file === null)) {
    throw new InvalidArgumentError('Only one format can go to stdout; give the others a file: name=file');
  }
  return [...previous, { name, file }];
}

export function collectRule(
  text: string,
  previous: ReadonlyMap<string, RuleSeverity>,
): ReadonlyMap<string, RuleSeverity> {
  const separator = text.lastIndexOf(':');
  const severity = Object.hasOwn(SEVERITIES, text.slice(separator + 1))
    ? SEVERITIES[text.slice(separator + 1)]
    : undefined;
  if (separator <= 0 || severity === undefined) {
    throw new InvalidArgumentError('Write id:severity, with error, warning, info, off or on as the severity');
  }
  return new Map([...previous, [text.slice(0, separator), severity]]);
}

export function collectText(text: string, previous: readonly string[]): readonly string[] {
  return [...previous, text];
}

export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number, 0 or more');
  return Number(text);
}

export function parseThreads(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number, 1 or more');
  return Number(text);
}

export function parseShard(text: string): FactsOptions['shard'] {
  const [, part = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (part < 1 || part > count) throw new InvalidArgumentError('Write k/n, with k from 1 to n');
  return { part, count };
}

export function parseCategory(text: string): string {
  if (!/^[\w.:/-]+$/.test(text)) throw new InvalidArgumentError('Use letters, digits and . : / _ -');
  return text;
}

export function parsePlace(text: string): { file: string; line: number } {
  const match = /^(.+?):([1-9]\d*)(?::\d+)?$/.exec(text);
  if (match?.[1] === undefined) throw new InvalidArgumentError('Write file:line');
  return { file: match[1], line: Number(match[2]) };
}
