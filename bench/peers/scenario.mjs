// @ts-check
/** snapsafe beside the analysers that one would otherwise use, on the same sources. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { generatedProject, javaFilesBelow } from '../corpora.mjs';
import { interleaved } from '../measure.mjs';
import { hasFindings, lint } from '../candidates.mjs';
import { isLeftOut } from '../left-out.mjs';
import { peersIn } from './tools.mjs';

/** What PMD, Semgrep and SpotBugs are given: a project that javac compiles without a build tool. */
const FILES = 3500;

const WORK =
  'snapsafe without a cache; PMD with its quickstart rules; Semgrep without a network, with a few rules of its own kind and with one pattern ' +
  "for every call of the catalogue that a rule reports. None does the others' work: PMD's rules are about other things, Semgrep's do " +
  'not know what runs before the snapshot';

/** @type {import('../scenarios.mjs').Scenario} */
export function peers({ cli, turns, project, peersDirectory }) {
  const tools = peersIn(peersDirectory);
  const work = mkdtempSync(join(tmpdir(), 'snapsafe-bench-peers-work-'));
  try {
    const generated = generatedProject(FILES);
    /** @type {import('../report.mjs').Table[]} */
    const tables = [
      {
        title: `Peers, ${generated.name}`,
        note: `${WORK}. SpotBugs runs the plugin's detectors alone; it needs classes, so that javac is counted with it. It and snapsafe have to report the ${generated.findings} planted findings, and nothing else.`,
        base: 'snapsafe --no-cache',
        rows: interleaved(
          [
            {
              ...lint('snapsafe --no-cache', cli, generated.directory, ['--no-cache', '--format', 'json']),
              check: hasFindings(generated),
            },
            ...tools.ofSources(generated.directory, work),
            ...tools.ofClasses(generated.directory, work, generated.findings),
          ],
          turns,
        ),
        facts: tools.missing,
      },
    ];
    if (project !== null) tables.push(onSources(cli, turns, tools, project, work));
    return { tables };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/**
 * Those that read sources, on a copy of a project without its tests, which snapsafe leaves out.
 * @param {string} cli
 * @param {import('../measure.mjs').Turns} turns
 * @param {import('./tools.mjs').Peers} tools
 * @param {import('../corpora.mjs').Corpus} project
 * @param {string} work
 */
function onSources(cli, turns, tools, { name, directory }, work) {
  const copy = join(work, 'sources');
  cpSync(directory, copy, { recursive: true, filter: (path) => !isLeftOut(relative(directory, path)) });
  const files = javaFilesBelow(copy).length;
  let analyzed = 0;
  const rows = interleaved(
    [
      {
        ...lint('snapsafe --no-cache', cli, copy, ['--no-cache', '--format', 'json']),
        check: (output) => (analyzed = JSON.parse(output).summary.files),
      },
      ...tools.ofSources(copy, work),
    ],
    turns,
  );
  const note = `${WORK}. SpotBugs would need the project's own build. ${files} Java files, tests taken out before; snapsafe takes ${analyzed} of them for function code.`;
  return { title: `Peers, ${name}`, note, base: 'snapsafe --no-cache', rows };
}
