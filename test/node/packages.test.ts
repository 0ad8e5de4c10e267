/** What package.json files say of the modules around them, and what is made of those that say nonsense. */
import { describe, expect, it } from 'vitest';
import { Packages } from '../../src/node/packages.ts';

function packagesOf(files: Readonly<Record<string, string>>, asked: (readonly string[])[] = []): Packages {
  return new Packages({
    isFile: (path) => path in files,
    read: (path) => files[path] ?? null,
    isTop: (directory) => directory === '/repo',
    manifestsIn: (directory, patterns) => {
      asked.push(patterns);
      return Promise.resolve(Object.keys(files).filter((path) => path.startsWith(`${directory}/packages/`)));
    },
  });
}

describe('Packages', () => {
  it('takes version ranges from the nearest package.json that names a library', () => {
    const packages = packagesOf({
      '/package.json': '{ "dependencies": { "outside": "1" } }',
      '/repo/package.json': '{ "dependencies": { "redis": "^3", "pg": "8" }, "devDependencies": { "knex": "2" } }',
      '/repo/api/package.json': '{ "dependencies": { "redis": "^4" }, "peerDependencies": { "ioredis": 5 } }',
    });
    expect(packages.versionsAt('/repo/api/src/app.ts')).toEqual({ knex: '2', pg: '8', redis: '^4' });
    expect(packages.versionsAt('/repo/app.ts')).toEqual({ knex: '2', pg: '8', redis: '^3' });
  });

  it('passes over a package.json that is no JSON, or not what it should be', async () => {
    const packages = packagesOf({
      '/repo/package.json': '{ "workspaces": "packages/*", "dependencies": [1], "imports": 3 }',
      '/repo/a/package.json': '{ "dependencies": ',
      '/repo/packages/b/package.json': '{ "name": "b" }',
    });
    expect(packages.versionsAt('/repo/a/app.ts')).toEqual({});
    expect(await packages.candidates('#b', '/repo/a/app.ts')).toEqual([]);
    expect(await packages.candidates('b', '/repo/a/app.ts')).toEqual([]);
  });

  it.each([
    ['"main": "./dist/index.js"', 'b', ['src/index.js', 'index.js', 'dist/index.js', 'src/index', 'index']],
    ['"source": "lib/main.ts", "main": "x.js"', 'b', ['src/main.ts', 'main.ts', 'lib/main.ts', 'src/index', 'index']],
    ['"main": 3', 'b', ['src/index', 'index']],
    ['"main": "x.js"', 'b/db', ['db', 'src/db']],
    ['"exports": { "./*": "./dist/*.js" }', 'b/db', ['src/db.js', 'db.js', 'dist/db.js']],
    ['"exports": { ".": "./a.js" }', 'b/db', []],
    ['"exports": { ".": "../../../etc/passwd" }', 'b', ['src/index', 'index']],
    ['"exports": []', 'b', ['src/index', 'index']],
  ])('finds the entries of a workspace package with %s for %s', async (manifest, specifier, expected) => {
    const packages = packagesOf({
      '/repo/package.json': '{ "workspaces": { "packages": ["packages/*"] } }',
      '/repo/packages/b/package.json': `{ "name": "b", ${manifest} }`,
    });
    const found = await packages.candidates(specifier, '/repo/app.ts');
    expect(found.map((path) => path.replace('/repo/packages/b/', ''))).toEqual(expected);
  });

  it('looks for members of a workspace below its directory only, and for no more than a list of them', async () => {
    const hostile = ['../**', '/etc/*', '!/etc', '{1..9999999}/*', '{a,b}{a,b}{a,b}/*', 'a'.repeat(201), 'a/../../b'];
    const asked: (readonly string[])[] = [];
    const files = {
      '/repo/package.json': JSON.stringify({ workspaces: [...hostile, 'packages/*', '!packages/{a,b}'] }),
    };
    await packagesOf(files, asked).candidates('b', '/repo/app.ts');
    expect(asked).toEqual([['packages/*', '!packages/{a,b}']]);
    const many = { '/repo/package.json': JSON.stringify({ workspaces: Array(2000).fill('packages/*') }) };
    await packagesOf(many, asked).candidates('b', '/repo/app.ts');
    expect(asked).toHaveLength(1);
  });

  it('knows packages by name alone: others, and members of no workspace, are not looked for', async () => {
    const files = { '/repo/packages/b/package.json': '{ "name": "b" }' };
    expect(await packagesOf(files).candidates('b', '/repo/app.ts')).toEqual([]);
    const workspace = { ...files, '/repo/pnpm-workspace.yaml': 'packages: ["packages/*"]', '/repo/package.json': '{}' };
    expect(await packagesOf(workspace).candidates('@b/b', '/repo/app.ts')).toEqual([]);
    expect(await packagesOf(workspace).candidates('b', '/repo/app.ts')).not.toEqual([]);
  });
});
