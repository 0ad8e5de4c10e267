#!/usr/bin/env node
// Starts the built command line and does nothing else.
import { existsSync } from 'node:fs';
import module from 'node:module';

// Node 22 and later keep the compiled form of what is loaded from here on.
module.enableCompileCache?.();

const cli = new URL('../dist/cli.js', import.meta.url);

if (existsSync(cli)) {
  const { start } = await import(cli.href);
  await start();
} else {
  process.stderr.write('snapsafe: not built yet (dist/cli.js is missing); run: npm ci && npm run build\n');
  // eslint-disable-next-line no-restricted-properties -- what sets the exit code is the very thing that is missing
  process.exitCode = 2;
}
