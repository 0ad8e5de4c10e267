import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOf } from '../../src/cli/args.ts';
import { identityOf, isServed } from '../../src/cli/served.ts';
import type { Self } from '../../src/cli/terminal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'snapsafe-served-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function built(): Self {
  const owner = { platform: process.platform, uid: 0, env: {} };
  return { owner, builtFile: join(directory, 'cli.js'), runtime: 'node v20', execPath: 'node', args: [] };
}

describe('the identity of a daemon', () => {
  it('is another one after a build, even of the same size, and under another Node', () => {
    const self = built();
    writeFileSync(self.builtFile, 'one');
    const first = identityOf('/project', self);
    expect(identityOf('/project', self)).toEqual(first);
    utimesSync(self.builtFile, 1, 1);
    const second = identityOf('/project', self);
    expect(second).not.toEqual(first);
    expect(identityOf('/project', { ...self, runtime: 'node v22' })).not.toEqual(second);
  });

  it('is none when the build is gone', () => {
    expect(identityOf('/project', built())).toBeNull();
  });
});

describe('a run that a daemon may make', () => {
  it.each([
    [true, '--daemon'],
    [true, '--strict --threads 4 --cache-location x --format sarif=x'],
    [true, '--why A.java:1'],
    [false, '--fix'],
    [false, '--unsafe-fixes'],
    [false, '--diff'],
    [false, '--stats'],
    [false, '--debug'],
    [false, '--facts x'],
    [false, '--no-cache'],
    [false, '--parser java-parser'],
    [false, '--print-config A.java'],
  ])('is it: %s, with %s', async (isIt, args) => {
    const asked = await checkOf(args.split(' '));
    expect(asked && isServed(asked.options)).toBe(isIt);
  });

  it('is none of another command, or of arguments that are not understood', async () => {
    expect(await checkOf(['doctor'])).toBeNull();
    expect(await checkOf(['--no-such-option'])).toBeNull();
    expect(await checkOf(['--version'])).toBeNull();
  });
});
