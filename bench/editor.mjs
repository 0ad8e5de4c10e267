// @ts-check
/** How long an editor waits: from a keystroke to the diagnostics that are right after it, over the protocol. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { javaFilesBelow } from './corpora.mjs';

/**
 * What is typed into each file, one character a keystroke, and where: null where a file has no such place.
 * @type {readonly { readonly what: string, readonly typed: string, readonly placeIn: (text: string) => number | null }[]}
 */
const EDITS = [
  {
    what: 'a statement in a method',
    typed: '\n        String typed = String.valueOf(new Object());',
    placeIn: placeInBody,
  },
  {
    what: 'a field of a class',
    typed: '\n    private final java.util.List<String> typedField = null;',
    placeIn: placeInClass,
  },
  {
    what: 'a method of a class',
    typed: '\n    private int typed(String one) { return one.length(); }',
    placeIn: placeInClass,
  },
  { what: 'a parameter of a method', typed: 'final Map<String, Integer> typed, ', placeIn: placeInParameters },
  { what: 'an import', typed: '\nimport java.util.concurrent.ConcurrentHashMap;', placeIn: placeInImports },
  { what: 'an interface of a class', typed: ' implements Comparable<String>', placeIn: placeInHeader },
  { what: 'an annotation of a class', typed: '@Deprecated(since = "1.2")\n', placeIn: placeBeforeClass },
  { what: 'a class', typed: '\nfinal class Typed { final Service0 one = null; }\n', placeIn: (text) => text.length },
];
const FILES = 12;
/** Milliseconds after which no more is typed at one place: of a very large project few keystrokes tell enough. */
const PLACE_MILLISECONDS = 1500;

/**
 * @typedef {object} Waited
 * @property {string} what
 * @property {number} keystrokes
 * @property {readonly number[]} wall milliseconds, sorted
 * @property {readonly number[]} cpu milliseconds of CPU time of the server's main thread, sorted
 */

/**
 * Opens the project, once with nothing known of it and once more, then types into files all over it.
 * @param {string} cli
 * @param {string} directory
 * @returns {Promise<{ readonly firstLoad: number, readonly secondLoad: number, readonly waited: readonly Waited[], readonly files: number }>} times in milliseconds
 */
export async function typeInto(cli, directory) {
  const all = javaFilesBelow(directory).filter((path) => !/[/\\]test[/\\]/.test(path));
  const first = all[0];
  if (first === undefined) throw new Error(`no Java files below ${directory}`);
  const caches = mkdtempSync(join(tmpdir(), 'snapsafe-bench-caches-'));
  const load = async () => {
    const begin = performance.now();
    const started = await startServer(cli, directory, caches);
    await started.open(first, readFileSync(first, 'utf8'));
    await started.diagnostics(first);
    return { started, milliseconds: performance.now() - begin };
  };
  const unknown = await load();
  // What it found out of the sources it keeps at the end.
  await unknown.started.stop();
  const { started: server, milliseconds: secondLoad } = await load();

  const measured = EDITS.map((edit) => ({ ...edit, into: measure(edit.what) }));
  for (const path of spread(all, FILES)) {
    const text = readFileSync(path, 'utf8');
    await server.open(path, text);
    const before = JSON.stringify(await server.diagnostics(path));
    for (const { typed, placeIn, into } of measured) {
      const at = placeIn(text);
      if (at === null) continue;
      const begin = performance.now();
      for (let length = 1; length <= typed.length && performance.now() - begin < PLACE_MILLISECONDS; length++) {
        await into.around(server, () =>
          server.change(path, text.slice(0, at) + typed.slice(0, length) + text.slice(at)),
        );
      }
      await server.change(path, text);
      const after = JSON.stringify(await server.diagnostics(path));
      if (after !== before) throw new Error(`${path}: other diagnostics after everything was taken back`);
    }
  }
  await server.stop();
  rmSync(caches, { recursive: true, force: true });
  return {
    firstLoad: unknown.milliseconds,
    secondLoad,
    files: all.length,
    waited: measured.map(({ into }) => into.result()),
  };
}

/** @param {string} what */
function measure(what) {
  /** @type {number[]} */
  const wall = [];
  /** @type {number[]} */
  const cpu = [];
  return {
    /**
     * @param {Awaited<ReturnType<typeof startServer>>} server
     * @param {() => Promise<string>} change gives the path that was changed
     */
    async around(server, change) {
      const [begin, used] = [performance.now(), server.cpuTime()];
      await server.diagnostics(await change());
      wall.push(performance.now() - begin);
      cpu.push(server.cpuTime() - used);
    },
    /** @returns {Waited} */
    result: () => ({ what, keystrokes: wall.length, wall: sorted(wall), cpu: sorted(cpu) }),
  };
}

/** @param {readonly number[]} values */
function sorted(values) {
  return [...values].sort((left, right) => left - right);
}

/**
 * The value that a share of the others does not exceed.
 * @param {readonly number[]} values sorted, at least one
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  return values[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? NaN;
}

/**
 * Every n-th, `count` in all.
 * @param {readonly string[]} paths
 * @param {number} count
 */
function spread(paths, count) {
  const step = Math.max(1, Math.floor(paths.length / count));
  return paths.filter((_, index) => index % step === Math.floor(step / 2)).slice(0, count);
}

/**
 * Behind a statement, about two thirds down the file; null without one.
 * @param {string} text
 */
export function placeInBody(text) {
  // Members are indented once, statements at least twice.
  const once = /^ +(?=\S)/m.exec(text)?.[0] ?? '    ';
  const ends = [...text.matchAll(new RegExp(`;(?=\\r?\\n${once}${once})`, 'g'))].map(({ index }) => index + 1);
  return ends[Math.floor((ends.length * 2) / 3)] ?? null;
}

/**
 * At the beginning of the first class body; null without one.
 * @param {string} text
 */
export function placeInClass(text) {
  const match = /^(?:public |final |abstract )*class [^{]*\{/m.exec(text);
  return match === null ? null : match.index + match[0].length;
}

/** The first class, from its modifiers to its name. */
const CLASS = /^(?:public |final |abstract )*class \w+/m;

/**
 * Before the first class; null without one.
 * @param {string} text
 */
export function placeBeforeClass(text) {
  return CLASS.exec(text)?.index ?? null;
}

/**
 * Behind the name of the first class; null where something else stands there.
 * @param {string} text
 */
export function placeInHeader(text) {
  const match = CLASS.exec(text);
  const end = match === null ? -1 : match.index + match[0].length;
  return end >= 0 && /^\s*\{/.test(text.slice(end)) ? end : null;
}

/**
 * Behind the package; null in the unnamed one.
 * @param {string} text
 */
export function placeInImports(text) {
  const match = /^package [^;]*;/m.exec(text);
  return match === null ? null : match.index + match[0].length;
}

/**
 * Before the first parameter of the middle one of the methods that have some; null without one.
 * @param {string} text
 */
export function placeInParameters(text) {
  const ends = [...text.matchAll(/^ +(?:public|private|protected) [^=;(]*\((?=\w)/gm)].map(
    (match) => match.index + match[0].length,
  );
  return ends[Math.floor(ends.length / 2)] ?? null;
}

/**
 * A server, and a client that pulls.
 * @param {string} cli
 * @param {string} directory
 * @param {string} caches where the user's caches are
 */
async function startServer(cli, directory, caches) {
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
    cwd: directory,
    env: { ...process.env, XDG_CACHE_HOME: caches },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const uri = (/** @type {string} */ path) => pathToFileURL(resolve(path)).toString();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: uri(directory), name: 'project' }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let version = 1;
  return {
    /** @param {string} path @param {string} text */
    open: (path, text) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(path), languageId: 'java', version: version++, text },
      }),
    /** @param {string} path @param {string} text */
    change: async (path, text) => {
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uri(path), version: version++ },
        contentChanges: [{ text }],
      });
      return path;
    },
    /** @param {string} path */
    diagnostics: (path) => connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: uri(path) } }),
    /** Milliseconds that the server's main thread has been running. */
    cpuTime: () => Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await ended;
      connection.dispose();
    },
  };
}
