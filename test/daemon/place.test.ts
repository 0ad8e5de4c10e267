import { chmodSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/daemon/place.ts';
import { ownerIn, temporary } from './temporary.ts';

const identity = { cwd: '/project', build: 'one' };

describe('the place of a daemon', () => {
  it('is below the user’s run-time directory, in a directory of its own that nobody else can enter', () => {
    const runtime = temporary();
    const place = placeOf(identity, ownerIn(runtime));
    expect(place?.directory).toBe(join(runtime, 'snapsafe'));
    expect(lstatSync(join(runtime, 'snapsafe')).mode & 0o777).toBe(0o700);
  });

  it('is another one for another directory and for another build', () => {
    const owner = ownerIn(temporary());
    const addresses = [identity, { ...identity, cwd: '/other' }, { ...identity, build: 'two' }].map(
      (one) => placeOf(one, owner)?.address,
    );
    expect(new Set(addresses).size).toBe(3);
    expect(placeOf({ ...identity }, owner)?.address).toBe(addresses[0]);
  });

  it('has a name of the same length however long the path of the project is', () => {
    const owner = ownerIn(temporary());
    const long = placeOf({ ...identity, cwd: `/${'deep/'.repeat(500)}` }, owner);
    expect(long?.address).toHaveLength(placeOf(identity, owner)?.address.length ?? 0);
  });

  it('is nowhere when the directory lets others in', () => {
    const runtime = temporary();
    mkdirSync(join(runtime, 'snapsafe'));
    chmodSync(join(runtime, 'snapsafe'), 0o755);
    expect(placeOf(identity, ownerIn(runtime))).toBeNull();
  });

  it('is nowhere when the directory is somebody else’s', () => {
    const runtime = temporary();
    const owner = ownerIn(runtime);
    expect(placeOf(identity, owner)).not.toBeNull();
    expect(placeOf(identity, { ...owner, uid: (owner.uid ?? 0) + 1 })).toBeNull();
  });

  it('is nowhere when the directory is a link', () => {
    const [runtime, elsewhere] = [temporary(), temporary()];
    symlinkSync(elsewhere, join(runtime, 'snapsafe'));
    expect(placeOf(identity, ownerIn(runtime))).toBeNull();
  });

  it('is in the temporary directory where the run-time directory is no absolute path or not there', () => {
    const owner = ownerIn('relative');
    expect(placeOf(identity, owner)?.directory).not.toContain('relative');
    expect(placeOf(identity, ownerIn(join(temporary(), 'missing')))?.directory).not.toContain('missing');
  });
});
