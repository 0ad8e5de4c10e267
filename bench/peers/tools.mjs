// @ts-check
/** The analysers that one would otherwise use, as commands over a directory of sources. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { javaFilesBelow } from '../corpora.mjs';
import { rulesOfCatalogue } from './semgrep-rules.mjs';

/** Where `install.mjs` puts them unless told otherwise. */
export const defaultPeers = join(tmpdir(), 'snapsafe-bench-peers');

const semgrepRules = fileURLToPath(new URL('semgrep.yml', import.meta.url));

/** All that the plugin brings. */
const DETECTORS = [
  'BuildRandomReturningMethodsDatabase',
  'CacheLambdaHandlerParentClasses',
  'CacheLambdaHandlerFields',
  'LambdaHandlerInitedWithRandomValue',
];

/**
 * @typedef {object} Peers
 * @property {(sources: string, work: string) => Candidate[]} ofSources those that read sources, each told to read all Java files below
 *   the directory. `work` is a directory for their rules.
 * @property {(sources: string, work: string, planted: number) => Candidate[]} ofClasses those that need a compiler before; they
 *   have to report every planted finding. `work` is a directory for classes.
 * @property {readonly string[]} missing a sentence for each that is not installed, with what to run
 *
 * @typedef {import('../measure.mjs').Candidate} Candidate
 */

/**
 * The peers that are in a directory that `install.mjs` filled; all are missing from one that does not exist.
 * @param {string} directory absolute
 * @returns {Peers}
 */
export function peersIn(directory) {
  const pmd = jarIn(directory, 'pmd', 'pmd-cli-');
  const spotbugs = jarIn(directory, 'spotbugs', 'spotbugs-4');
  const plugin = jarIn(directory, 'snapstart', 'aws-lambda-snapstart-java-rules-');
  const lambda = jarIn(directory, 'snapstart', 'aws-lambda-java-core-');
  const semgrep = join(directory, 'semgrep/bin/semgrep');
  const hasSemgrep = existsSync(semgrep);
  const hasSpotbugs = spotbugs !== null && plugin !== null && lambda !== null;
  return {
    ofSources: (sources, work) => [
      ...(pmd === null ? [] : [pmdOver(sources, pmd)]),
      ...(hasSemgrep ? semgrepOver(sources, semgrep, join(work, 'catalogue.yml')) : []),
    ],
    ofClasses: (sources, work, planted) =>
      hasSpotbugs ? [spotbugsOver(sources, work, planted, { spotbugs, plugin, lambda })] : [],
    missing: [
      ...(pmd === null ? ['PMD'] : []),
      ...(hasSemgrep ? [] : ['Semgrep']),
      ...(hasSpotbugs ? [] : ['SpotBugs']),
    ].map((name) => `${name} was not measured, as it is not installed: node bench/peers/install.mjs`),
  };
}

/**
 * @param {string} sources
 * @param {string} jar
 * @returns {Candidate}
 */
function pmdOver(sources, jar) {
  return {
    name: `PMD ${versionOf(jar)}, quickstart rules`,
    command: java(dirname(jar), 'net.sourceforge.pmd.cli.PmdCli', [
      ...['check', '--dir', sources, '--rulesets', 'rulesets/java/quickstart.xml', '--format', 'text'],
      ...['--no-cache', '--no-progress', '--no-fail-on-violation', '--no-fail-on-error'],
    ]),
    // 1: there are files that it could not judge.
    exitCodes: [0, 1],
    check: notEmpty('PMD'),
  };
}

/**
 * With a few rules, and with a rule for every call of the catalogue.
 * @param {string} sources
 * @param {string} program
 * @param {string} catalogueFile where the rules of the catalogue are written
 * @returns {Candidate[]}
 */
function semgrepOver(sources, program, catalogueFile) {
  writeFileSync(catalogueFile, rulesOfCatalogue());
  const requirement = readFileSync(new URL('requirements.txt', import.meta.url), 'utf8').trim();
  const name = requirement.replace('semgrep==', 'Semgrep ');
  const check = scannedAll(javaFilesBelow(sources).length);
  return [
    { name: `${name}, local rules`, command: semgrepCommand(program, semgrepRules, sources), check },
    { name: `${name}, the catalogue as rules`, command: semgrepCommand(program, catalogueFile, sources), check },
  ];
}

/**
 * @param {string} program
 * @param {string} rules
 * @param {string} sources
 */
function semgrepCommand(program, rules, sources) {
  return [
    ...[program, 'scan', '--config', rules, '--metrics', 'off', '--disable-version-check', '--quiet', '--json'],
    ...['--include', '*.java', sources],
  ];
}

/**
 * Of SpotBugs only what the plugin brings runs, the least that finds what it is for.
 * @param {string} sources
 * @param {string} work
 * @param {number} planted
 * @param {{ readonly spotbugs: string, readonly plugin: string, readonly lambda: string }} jars
 * @returns {Candidate}
 */
function spotbugsOver(sources, work, planted, { spotbugs, plugin, lambda }) {
  const [classes, files] = [join(work, 'classes'), join(work, 'files')];
  const analyse = java(dirname(spotbugs), 'edu.umd.cs.findbugs.FindBugs2', [
    ...['-low', '-pluginList', plugin, '-visitors', DETECTORS.join(','), '-auxclasspath', lambda, classes],
  ]);
  const script = 'javac -nowarn -d "$1" -cp "$2" @"$3" && shift 3 && exec "$@"';
  return {
    name: `javac, then SpotBugs ${versionOf(spotbugs)} with the SnapStart plugin`,
    command: ['sh', '-c', script, 'sh', classes, lambda, files, ...analyse],
    before: () => {
      rmSync(classes, { recursive: true, force: true });
      mkdirSync(classes, { recursive: true });
      writeFileSync(files, javaFilesBelow(sources).join('\n'));
    },
    check: reports(planted),
  };
}

/**
 * A command that runs a class of the jars in a directory.
 * @param {string} jars
 * @param {string} mainClass
 * @param {readonly string[]} args
 */
function java(jars, mainClass, args) {
  return ['java', '-cp', `${jars}/*`, mainClass, ...args];
}

/**
 * @param {string} directory
 * @param {string} folder
 * @param {string} prefix
 * @returns {string | null}
 */
function jarIn(directory, folder, prefix) {
  const jars = join(directory, folder);
  const name = existsSync(jars) ? readdirSync(jars).find((one) => one.startsWith(prefix)) : undefined;
  return name === undefined ? null : join(jars, name);
}

/** @param {string} jar */
function versionOf(jar) {
  return /-(\d[\d.]*)\.jar$/.exec(jar)?.[1] ?? '';
}

/**
 * @param {string} name
 * @returns {(output: string) => void}
 */
function notEmpty(name) {
  return (output) => {
    if (output.trim() === '') throw new Error(`${name} reported nothing: it has not read the sources`);
  };
}

/**
 * @param {number} files
 * @returns {(output: string) => void}
 */
export function scannedAll(files) {
  return (output) => {
    const scanned = JSON.parse(output).paths.scanned.length;
    if (scanned !== files) throw new Error(`Semgrep scanned ${scanned} files of ${files}`);
  };
}

/**
 * @param {number} planted
 * @returns {(output: string) => void}
 */
export function reports(planted) {
  return (output) => {
    const found = output.match(/SNAP_START/g)?.length ?? 0;
    if (found !== planted) throw new Error(`SpotBugs reported ${found} findings, expected ${planted}`);
  };
}
