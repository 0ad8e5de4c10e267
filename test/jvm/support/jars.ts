/** The real jars of test/jvm/pom.xml, resolved once by Maven and again only when the file changes. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pom = fileURLToPath(new URL('../pom.xml', import.meta.url));
const folder = fileURLToPath(new URL('../.jars', import.meta.url));
const stamp = join(folder, 'pom.sha256');

/** The absolute paths of all jars, sorted. Runs Maven when there are none yet; throws what Maven said when it failed. */
export function resolveJars(): readonly string[] {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
    rmSync(folder, { recursive: true, force: true });
    runMaven();
    writeFileSync(stamp, hash);
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => join(folder, name));
}

function runMaven(): void {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const { status, error, stdout } = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goal], { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`Maven (mvn) is needed to resolve test/jvm/pom.xml: ${error.message}`);
  if (status !== 0) throw new Error(`Maven could not resolve test/jvm/pom.xml:\n${stdout.slice(0, 4000)}`);
}
