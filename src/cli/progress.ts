/** What a person sees while waiting, and what `--stats` tells afterwards. Both go to stderr. */
import { STAGES, type RunEvent, type StageName } from '../run/events.ts';
import { printable } from '../reporter/terminal.ts';
import type { OutputStream } from './terminal.ts';

/** A terminal redraws no faster than anyone reads. */
const REDRAW_MILLISECONDS = 80;
const DEFAULT_COLUMNS = 80;

export interface Progress {
  readonly onEvent: (event: RunEvent) => void;
  /** Removes the line. */
  readonly clear: () => void;
}

/** One line that is rewritten as files are done; silent when `stream` is no terminal. */
export function progressLine(stream: OutputStream): Progress {
  if (!stream.isTTY) return { onEvent: () => undefined, clear: () => undefined };
  let drawnAt = -Infinity;
  const clear = (): void => {
    if (drawnAt > -Infinity) stream.write('\r\u001b[K');
    drawnAt = -Infinity;
  };
  const onEvent = (event: RunEvent): void => {
    const now = performance.now();
    if (event.kind !== 'file' || now - drawnAt < REDRAW_MILLISECONDS) return;
    drawnAt = now;
    const line = `${event.done}/${event.total} ${printable(event.file)}`;
    stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1)}`);
  };
  return { onEvent, clear };
}

export interface Stats {
  readonly onEvent: (event: RunEvent) => void;
  /** The table: milliseconds per stage, the whole run, peak memory, milliseconds per rule, the slowest first. Ends in a line feed. */
  readonly render: (peakRssBytes: number) => string;
}

/** What rules take is part of the stage `analyze`; those under a millisecond are left out. */
function ruleLines(rules: ReadonlyMap<string, number>): readonly string[] {
  return [...rules]
    .filter(([, duration]) => duration >= 1)
    .sort(([, left], [, right]) => right - left)
    .map(([rule, duration]) => `${rule.padEnd(30)}${duration.toFixed(0).padStart(8)} ms`);
}

/** Adds up how long each stage took, from now on. */
export function stageStats(): Stats {
  const begin = performance.now();
  const milliseconds = new Map<StageName, number>();
  const rules = new Map<string, number>();
  let files = 0;
  let cached: number | null = null;
  let threads: number | null = null;
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'file') files = event.total;
    else if (event.kind === 'rule') rules.set(event.rule, (rules.get(event.rule) ?? 0) + event.milliseconds);
    else if (event.kind === 'cache') cached = event.hits;
    else if (event.kind === 'threads') threads = event.count;
    else milliseconds.set(event.stage, (milliseconds.get(event.stage) ?? 0) + event.milliseconds);
  };
  const render = (peakRssBytes: number): string => {
    const line = (name: string, duration: number): string => `${name.padEnd(10)}${duration.toFixed(0).padStart(8)} ms`;
    const lines = STAGES.flatMap((stage) => {
      const duration = milliseconds.get(stage);
      return duration === undefined ? [] : [line(stage, duration)];
    });
    lines.push(line('total', performance.now() - begin));
    lines.push(`${'files'.padEnd(10)}${String(files).padStart(8)}`);
    if (threads !== null) lines.push(`${'threads'.padEnd(10)}${String(threads).padStart(8)}`);
    if (cached !== null) lines.push(`${'cached'.padEnd(10)}${String(cached).padStart(8)}`);
    lines.push(`${'peak RSS'.padEnd(10)}${(peakRssBytes / 2 ** 20).toFixed(0).padStart(8)} MB`);
    return `${[...lines, ...ruleLines(rules)].join('\n')}\n`;
  };
  return { onEvent, render };
}
