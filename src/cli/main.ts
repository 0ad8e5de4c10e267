/** The command line's top: parses the arguments, runs the command, and is the one place that catches what nobody expected. */
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { printable } from '../reporter/terminal.ts';
import { checkOf, createProgram } from './args.ts';
import type { CheckOptions } from './args.ts';
import { EXIT_CLEAN, EXIT_FAILED, leaveWith } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { processTerminal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command line for this process. The process ends by itself once its output is flushed. */
export async function start(): Promise<void> {
  leaveWith(await main(process.argv.slice(2), processTerminal(fileURLToPath(import.meta.url))));
}

/** Runs the command that `args` (without node and script) name and gives the exit code. Never throws. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT_CLEAN;
  const program = createProgram(
    {
      check: async (paths, options) => {
        if (options.printConfig !== undefined) {
          const { printConfig } = await import('./commands/config.ts');
          code = await printConfig(options.printConfig, options, terminal);
          return;
        }
        const answered = options.daemon ? await answerOfDaemon(args, options, terminal) : null;
        if (answered !== null) {
          code = answered;
          return;
        }
        const { check, explainWhy } = await import('./commands/check.ts');
        code =
          options.why === undefined
            ? await check(paths, options, terminal)
            : await explainWhy(paths, options, terminal);
      },
      report: async (from, options) => {
        const { rewriteReport } = await import('./commands/report.ts');
        code = await rewriteReport(from, options, terminal);
      },
      lsp: async (options) => {
        const { serveLanguage } = await import('./commands/lsp.ts');
        await serveLanguage(options, terminal);
      },
      preload: async (options) => {
        const { preload } = await import('./commands/preload.ts');
        code = await preload(options, terminal);
      },
      explain: async (ruleId, options) => {
        const { explain } = await import('./commands/explain.ts');
        code = await explain(ruleId, options, terminal);
      },
      baseline: async (action, paths, options) => {
        const { writeBaseline } = await import('./commands/baseline.ts');
        code = await writeBaseline(action, paths, options, terminal);
      },
      doctor: async (paths, options) => {
        const { doctor } = await import('./commands/doctor.ts');
        code = await doctor(paths, options, terminal);
      },
      facts: async (paths, options) => {
        const { facts } = await import('./commands/facts.ts');
        code = await facts(paths, options, terminal);
      },
      daemon: async (action) => {
        const { daemon } = await import('./commands/daemon.ts');
        code = await daemon(action, terminal);
      },
      serveDaemon: async (runArgs) => {
        const { serveDaemon } = await import('./commands/serve-daemon.ts');
        await serveDaemon(runArgs, checkOf, terminal);
      },
      init: async (options) => {
        const { init } = await import('./commands/init.ts');
        code = await init(options, terminal);
      },
      verifyConfig: async (paths, options) => {
        const { verifyConfig } = await import('./commands/config.ts');
        code = await verifyConfig(paths, options, terminal);
      },
    },
    { out: terminal.stdout.write, error: terminal.stderr.write },
  );
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CLEAN : EXIT_FAILED;
    terminal.stderr.write(internalError(error, args.includes('--debug')));
    return EXIT_FAILED;
  }
}

async function answerOfDaemon(
  args: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode | null> {
  const { fromDaemon } = await import('./from-daemon.ts');
  return fromDaemon(args, options, terminal);
}

function internalError(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  return `snapsafe: internal error: ${printable(message)}${debug ? '' : ' (--debug prints the stack)'}\n${stack}`;
}
