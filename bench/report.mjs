// @ts-check
/** Measurements as Markdown. */

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string} note what is compared, in a sentence or two
 * @property {string} base name of the row that the others are ratios of
 * @property {readonly import('./measure.mjs').Measured[]} rows
 * @property {readonly string[]} [facts] further lines
 *
 * @typedef {object} PlainTable
 * @property {string} title
 * @property {string} note
 * @property {readonly string[]} header
 * @property {readonly (readonly string[])[]} cells the first of each row is its name
 */

/**
 * @param {{ readonly node: string, readonly load: string | undefined, readonly results: readonly { readonly scenario: string, readonly tables: readonly (Table | PlainTable)[] }[] }} record
 */
export function asMarkdown({ node, load, results }) {
  const head = `Node ${node}; the load of the machine was ${load ?? 'unknown'} at the end. Medians of the runs that a row counts.\n`;
  return [
    head,
    ...results.flatMap(({ tables }) => tables.map((table) => ('cells' in table ? plainText(table) : tableText(table)))),
  ].join('\n');
}

/** @param {PlainTable} table */
function plainText({ title, note, header, cells }) {
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  const lines = [header, rule, ...cells].map((row) => `| ${row.join(' | ')} |`);
  return `## ${title}\n\n${note}\n\n${lines.join('\n')}\n`;
}

/** @param {Table} table */
function tableText({ title, note, base, rows, facts = [] }) {
  const unit = rows.find(({ name }) => name === base) ?? { wall: NaN, user: NaN };
  const lines = rows.map(
    ({ name, runs, wall, user, memory }) =>
      `| ${name} | ${runs} | ${wall.toFixed(2)} s | ${user.toFixed(2)} s | ${memory.toFixed(0)} MB | ${(user / unit.user).toFixed(2)} | ${(wall / unit.wall).toFixed(2)} |`,
  );
  return `## ${title}

${note}

| | Runs | Wall | User CPU | Peak memory | CPU ratio | Wall ratio |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}
${facts.map((fact) => `\n${fact}\n`).join('')}`;
}

/**
 * docs/performance.md.
 * @param {string} tables
 * @param {string} command that measures it again
 */
export function pageText(tables, command) {
  return `# Performance

Written by \`${command} --write\`. Commands of a table ran in turn, so that a busy machine slows all of them: read the ratios. A command
that takes longer than \`--slow\` seconds runs once. Peak memory is that of the largest process.

${tables}`;
}
