/** Dockerfiles: base images, environment, and the command that the last stage starts. */
import { cracFlags, isCracImage } from './crac.ts';
import type { CracUse } from './types.ts';

export interface DockerfileFacts {
  readonly file: string;
  /** The words of the last stage's CMD, or null when there is none or a shell takes it apart. */
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  /** Literal variables of the last stage. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cracUses: readonly CracUse[];
}

interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly argument: string;
  /** 1-based. */
  readonly line: number;
}

/** Reads a Dockerfile. What is no instruction is passed over; never throws. */
export function readDockerfile(text: string, file: string): DockerfileFacts {
  const buildArguments = new Map<string, string>();
  const cracUses: CracUse[] = [];
  let environment = new Map<string, string>();
  let command: readonly string[] | null = null;
  let entrypoint: readonly string[] | null = null;
  for (const { name, argument, line } of instructions(text)) {
    const value = substituted(argument, new Map([...buildArguments, ...environment]));
    for (const flag of cracFlags(argument)) cracUses.push({ ...flag, file, line });
    if (name === 'ARG') {
      const [key = '', byDefault] = pairsOf(argument)[0] ?? [];
      if (byDefault !== undefined) buildArguments.set(key, byDefault);
    } else if (name === 'FROM') {
      const image = value.split(/\s+/u).find((word) => !word.startsWith('--')) ?? '';
      if (isCracImage(image)) cracUses.push({ kind: 'base-image', text: image, file, line });
      environment = new Map();
      command = null;
      entrypoint = null;
    } else if (name === 'ENV') {
      for (const [key, text_] of pairsOf(value)) environment.set(key, text_);
    } else if (name === 'CMD') command = wordsOf(value);
    else if (name === 'ENTRYPOINT') entrypoint = wordsOf(value);
  }
  return { file, command, entrypoint, environment: Object.fromEntries(environment), cracUses };
}

/** Joins continued lines and leaves out comments and the bodies of heredocs' terminators (Dockerfile reference, "Format"). */
function instructions(text: string): Instruction[] {
  const escape = /^#\s*escape\s*=\s*`\s*$/imu.test(text.slice(0, 200)) ? '`' : '\\';
  const lines = text.split(/\r?\n/u);
  const result: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    if (isBlankOrComment(lines[index] ?? '')) continue;
    const parts: string[] = [];
    for (; index < lines.length; index++) {
      const content = (lines[index] ?? '').trimEnd();
      // Comments and empty lines may stand between continued lines.
      if (parts.length > 0 && isBlankOrComment(content)) continue;
      const isContinued = content.endsWith(escape);
      parts.push(isContinued ? content.slice(0, -1) : content);
      if (!isContinued) break;
    }
    const joined = parts.join(' ').trim();
    const heredoc = /<<-?["']?([A-Za-z_]\w*)["']?/u.exec(joined);
    const body: string[] = [];
    if (heredoc !== null && /^(?:RUN|COPY|ADD)\b/iu.test(joined)) {
      while (index + 1 < lines.length && (lines[index + 1] ?? '').trim() !== heredoc[1]) {
        body.push(lines[++index] ?? '');
      }
      index++;
    }
    const match = /^([A-Za-z]+)\s+([\s\S]*)$/u.exec(joined);
    if (match === null) continue;
    const argument = [match[2] ?? '', ...body.filter((one) => !isBlankOrComment(one))].join('\n');
    result.push({ name: (match[1] ?? '').toUpperCase(), argument, line });
  }
  return result;
}

function isBlankOrComment(line: string): boolean {
  return /^\s*(?:#|$)/u.test(line);
}

/** `A=1 B="two words"`, or the old form `A rest of the line`. */
function pairsOf(argument: string): (readonly [string, string])[] {
  const old = /^([^\s=]+)\s+([\s\S]+)$/u.exec(argument);
  if (old !== null) return [[old[1] ?? '', old[2] ?? '']];
  return [...argument.matchAll(/(?<![^\s=])([^\s=]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/gu)].map(
    ([, key = '', value = '']) =>
      [key, value.replace(/^(["'])([\s\S]*)\1$/u, '$2').replaceAll(/\\(.)/gu, '$1')] as const,
  );
}

/** `["java", "-jar"]`; the shell form is one string for a shell, and gives null. */
function wordsOf(argument: string): readonly string[] | null {
  try {
    const words: unknown = JSON.parse(argument);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : null;
  } catch {
    return null;
  }
}

/** Replaces `$NAME`, `${NAME}` and `${NAME:-default}`; what is not known stays as written. */
function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::-([^}]{0,1000}))?\}|(\w+))/gu,
    (match, braced: string | undefined, byDefault: string | undefined, bare: string | undefined) =>
      values.get(braced ?? bare ?? '') ?? byDefault ?? match,
  );
}
