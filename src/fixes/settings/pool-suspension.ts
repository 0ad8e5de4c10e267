/** Lets the framework suspend its Hikari pool, by its setting. */
import type { Fix } from '../fix.ts';
import { lineEndAt, lineStart } from '../layout.ts';
import { textEditsOf, type OffsetEdit } from '../text-edits.ts';
import { lineStartsOf } from '../../java-ast/line-table.ts';
import { poolInCode } from './pool-in-code.ts';
import { inProperties } from './properties-file.ts';
import { inYaml } from './yaml-file.ts';

const KEYS = {
  spring: 'spring.datasource.hikari.allow-pool-suspension',
  micronaut: 'datasources.default.allow-pool-suspension',
};

/** In the order in which they are asked; a project has one of them. */
const FILES = ['application.properties', 'application.yml', 'application.yaml'];
const FOLDERS = ['src/main/resources/', 'src/main/resources/config/'];

/**
 * Where the setting is false it becomes true; else it is added to the settings beside the build file, or to the code that makes
 * the pool. Not safe by itself.
 */
export const poolSuspension: Fix = (context) => {
  const { finding, read } = context;
  const { file, range, symbol } = finding;
  if (file.endsWith('.java')) return poolInCode(context);
  const isSetting = /\.(?:properties|ya?ml)$/u.test(file);
  const key = symbol.startsWith('io.micronaut') ? KEYS.micronaut : KEYS.spring;
  const path = isSetting ? file : settingsBeside(file, read);
  const text = path === null ? null : read(path);
  if (path === null || text === null) return Promise.resolve(null);
  const edit = isSetting
    ? allowed(text, lineStartsOf(text)[range.start.line - 1] ?? 0)
    : path.endsWith('.properties')
      ? inProperties(text, key, 'true')
      : inYaml(text, key, 'true');
  if (edit === null) return Promise.resolve(null);
  return Promise.resolve({
    title: `Set ${key}=true in ${path}`,
    kind: 'replace',
    safe: false,
    edits: textEditsOf(path, text, [edit]),
  });
};

/** The first file of settings that has data sources, else the first that there is. */
function settingsBeside(buildFile: string, read: (path: string) => string | null): string | null {
  const directory = buildFile.slice(0, buildFile.lastIndexOf('/') + 1);
  const paths = FOLDERS.flatMap((folder) => FILES.map((name) => directory + folder + name));
  const found = paths.filter((path) => read(path) !== null);
  return found.find((path) => (read(path) ?? '').includes('datasource')) ?? found[0] ?? null;
}

/** `false` at the end of the setting's line, comments aside. */
function allowed(text: string, offset: number): OffsetEdit | null {
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEndAt(text, offset));
  const match = /^(?<head>[^#]*[=:]\s*["']?)false\b/u.exec(line);
  if (match?.groups?.head === undefined) return null;
  const at = start + match.groups.head.length;
  return { start: at, end: at + 'false'.length, newText: 'true' };
}
