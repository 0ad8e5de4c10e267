/** The rules' documentation pages, which the build copies next to the bundle. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The page of a known rule in Markdown, or null when it is not there. */
export async function rulePage(ruleId: string): Promise<string | null> {
  const page = join(pagesDirectory(), `${ruleId}.md`);
  return existsSync(page) ? readFile(page, 'utf8') : null;
}

/** `docs/rules` beside the nearest directory above this module that has it. */
function pagesDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'docs/rules')) && dirname(directory) !== directory) directory = dirname(directory);
  return join(directory, 'docs/rules');
}
