/**
 * Who may import whom: the layer contract of ARCHITECTURE.md as rules. `npm run depcruise` checks it.
 * Data flows one way (sources → facts → model → graph → rules → findings → report), so imports point back along it.
 */

/** Modules that every layer may use. */
const LEAVES = ['types\\.ts$', 'version\\.ts$', 'util/'];

/**
 * One rule per layer: `folder` may import itself, the leaves and `allowed`; nothing else of src.
 * @param {string} name rule name
 * @param {string} folder path below src as a regular expression
 * @param {readonly string[]} allowed paths below src as regular expressions
 * @param {string} comment why
 */
function layer(name, folder, allowed, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: `^src/${folder}` },
    to: { path: '^src/', pathNot: `^src/(${[folder, ...LEAVES, ...allowed].join('|')})` },
  };
}

/**
 * A package or Node module that only some folders may import.
 * @param {string} name rule name
 * @param {string} modules what is imported, as a regular expression
 * @param {string} owners paths below src that may, as a regular expression
 * @param {string} comment why
 */
function onlyIn(name, modules, owners, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: '^src/', pathNot: `^src/(${owners})` },
    to: { path: modules },
  };
}

const layers = [
  {
    name: 'types-is-a-leaf',
    severity: 'error',
    comment: 'types.ts is the vocabulary everybody shares: whatever it imported, everybody would depend on.',
    from: { path: '^src/(types|version)\\.ts$' },
    to: { path: '^src/' },
  },
  {
    name: 'util-is-a-leaf',
    severity: 'error',
    comment: 'util holds helpers without knowledge of the domain; a helper that needs the domain belongs to its layer.',
    from: { path: '^src/util/' },
    to: { path: '^src/', pathNot: '^src/(types\\.ts$|util/)' },
  },
  layer(
    'java-ast',
    'java-ast/',
    [],
    'Text to tree, no more: a parser that knew the model could not be swapped for the other one.',
  ),
  layer(
    'knowledge-is-data',
    'knowledge/',
    [],
    'Facts about libraries are data. Code that interprets them lives in graph, so users can extend the data.',
  ),
  layer(
    'model',
    'model/',
    ['java-ast/', 'knowledge/'],
    'Facts are lowered from trees, and types of libraries come from knowledge. The model does not know what is asked of it.',
  ),
  layer(
    'project',
    'project/',
    ['java-ast/line-table\\.ts$', 'model/(facts|imports|visit|infrastructure-code)\\.ts$', 'discover/'],
    'Facts from templates, build files and settings need of the sources at most their facts, for CDK apps in Java.',
  ),
  layer(
    'graph',
    'graph/',
    ['model/', 'knowledge/', 'project/'],
    'Build once, then query: whole-project stages work on facts and never parse again, and know no rule.',
  ),
  {
    name: 'rules',
    severity: 'error',
    comment:
      'A rule asks the model, the graph and the catalogue and returns what it found. It reads no configuration and no tree: ' +
      'the same question gives the same answer in the CLI, the editor and a test.',
    from: { path: '^src/rules/', pathNot: '^src/rules/runners/' },
    to: {
      path: '^src/',
      pathNot: '^src/(rules/|types\\.ts$|version\\.ts$|util/|model/|graph/|knowledge/|project/|findings/)',
    },
  },
  layer(
    'rule-runners',
    'rules/runners/',
    ['rules/', 'model/', 'graph/', 'knowledge/', 'project/', 'findings/', 'java-ast/line-table\\.ts$'],
    'They run all rules, or ask for one line, and turn offsets into lines and columns: they do more than ask.',
  ),
  {
    name: 'rules-are-independent',
    severity: 'error',
    comment:
      'One rule can be read, changed and deleted alone. What rules have in common is in rule.ts and shared; only the registry ' +
      'lists them and the runners run them.',
    from: { path: '^src/rules/', pathNot: '^src/rules/(registry\\.ts$|runners/)' },
    to: { path: '^src/rules/', pathNot: '^src/rules/(rule\\.ts$|shared/)' },
  },
  layer(
    'findings',
    'findings/',
    ['model/', 'graph/', 'rules/rule\\.ts$'],
    'Turns what rules return into plain findings; it knows the shape of a rule but no rule by name.',
  ),
  layer(
    'suppress',
    'suppress/',
    ['findings/', 'model/', 'config/', 'java-ast/line-table\\.ts$'],
    'Works on findings and comments alone, so that every reporter and the editor see the same answer.',
  ),
  layer(
    'fixes',
    'fixes/',
    ['findings/', 'model/', 'graph/', 'knowledge/', 'java-ast/', 'rules/rule\\.ts$'],
    'The only stage that reads a file again, hence java-ast; it must not re-run the analysis.',
  ),
  layer(
    'node',
    'node/',
    [
      'project/',
      'findings/under-deployment\\.ts$',
      'fixes/text-edits\\.ts$',
      'java-ast/line-table\\.ts$',
      'model/facts\\.ts$',
      'rules/rule\\.ts$',
    ],
    'The other language: texts and deployment facts in, plain findings out. Of the Java side it knows the shapes that both share.',
  ),
  layer(
    'preload',
    'preload/',
    [],
    'Texts in, texts out: which classes are unsafe is told by whoever ran the analysis.',
  ),
  layer(
    'config',
    'config/',
    ['knowledge/', 'java-ast/line-table\\.ts$'],
    'Configuration is validated data with places in its text. Users extend the catalogue, so its entries are known here; rules are not.',
  ),
  layer(
    'discover',
    'discover/',
    ['config/'],
    'Arguments to a sorted file list. What is in the files is not its concern.',
  ),
  layer(
    'cache',
    'cache/',
    ['model/facts\\.ts$'],
    'Stores facts by content hash. It never stores findings: those depend on every file.',
  ),
  {
    name: 'run-is-below-the-surfaces',
    severity: 'error',
    comment:
      'The conductor names the stages in order for every surface; it knows neither the terminal nor the editor nor an output format.',
    from: { path: '^src/run/' },
    to: { path: '^src/(reporter|cli|lsp|workspace|(api|index)\\.ts$)' },
  },
  layer(
    'workspace',
    'workspace/',
    ['run/', 'config/', 'discover/', 'fixes/', 'findings/', 'suppress/baseline\\.ts$'],
    'The incremental facade over run; the editor protocol is above it.',
  ),
  layer(
    'daemon',
    'daemon/',
    [],
    'Processes that ask and answer. What is asked is the business of the command line: a client must not load an analysis.',
  ),
  layer(
    'reporter-is-pure',
    'reporter/',
    [],
    'A reporter is a function from the report to text: anything else it imported could make two formats disagree.',
  ),
  layer(
    'lsp',
    'lsp/',
    ['workspace/', 'fixes/', 'rules/(registry|rule)\\.ts$'],
    'Translates between the protocol and the workspace. The command line is a sibling, not a part.',
  ),
  layer(
    'cli',
    'cli/',
    [
      'run/',
      'workspace/',
      'daemon/',
      'reporter/',
      'config/',
      'discover/',
      'cache/',
      'findings/',
      'suppress/',
      'fixes/',
      'preload/',
      'lsp/',
      'rules/(registry|rule)\\.ts$',
    ],
    'Arguments in, exit code out. It may name the rules for `explain` and `--rule`, but the model and the graph are reached through run only.',
  ),
  layer(
    'public-api',
    '(api|index)\\.ts$',
    ['run/', 'workspace/', 'config/', 'fixes/', 'reporter/', 'rules/(registry|rule)\\.ts$'],
    'What the package exports: the surfaces below the command line. A library must not bring a command line along.',
  ),
];

const boundaries = [
  {
    name: 'src-stands-alone',
    severity: 'error',
    comment: 'What is published must not need what is not: tests, scripts, benchmarks or a former build.',
    from: { path: '^src/' },
    // The ESLint plugin is a package like others: what it exports counts.
    to: {
      path: '^(test|scripts|bench|bin|dist|eslint-plugin|examples)/',
      pathNot: '^eslint-plugin/src/index\\.ts$',
    },
  },
  {
    name: 'bin-only-starts',
    severity: 'error',
    comment: 'The executable starts the built command line and does nothing else.',
    from: { path: '^bin/' },
    to: { path: '^(src|test|scripts)/', pathNot: '^src/cli/' },
  },
  onlyIn(
    'parsers-only-in-java-ast',
    '(^|/)(web-tree-sitter|tree-sitter-java-orchard|java-parser)(/|$)',
    'java-ast/',
    'Everybody else sees one AST; which grammar made it is a detail of java-ast.',
  ),
  onlyIn(
    'eslint-only-in-node',
    '(^|/)(eslint|@typescript-eslint|eslint-plugin|eslint-plugin-snapsafe|get-tsconfig|resolve\\.exports)(/|$)',
    'node/',
    'ESLint and the compiler behind its parser are slow to start: they are loaded for JavaScript alone.',
  ),
  onlyIn('arguments-only-in-cli', '(^|/)commander(/|$)', 'cli/', 'Below the command line, options are typed values.'),
  onlyIn(
    'editor-protocol-only-in-lsp',
    '(^|/)vscode-(languageserver|languageserver-textdocument|uri)(/|$)',
    'lsp/',
    'The protocol is translated in one place and loaded by nobody else: it is slow to start.',
  ),
  onlyIn('globbing-only-in-discover', '(^|/)globby(/|$)', 'discover/', 'One place decides which files there are.'),
  {
    name: 'analysis-does-no-io',
    severity: 'error',
    comment:
      'These stages are functions of their arguments: that makes them cacheable, testable and usable in an editor.',
    from: { path: '^src/(types\\.ts$|util/|model/|graph/|rules/|findings/|reporter/)' },
    to: {
      dependencyTypes: ['core'],
      path: '^(node:)?(fs|fs/promises|child_process|worker_threads|os|process|readline)$',
    },
  },
  {
    name: 'no-network',
    severity: 'error',
    comment: 'The linter runs on untrusted pull requests and behind firewalls: it opens no connection, ever.',
    from: { path: '^src/', pathNot: '^src/daemon/(client|server)\\.ts$' },
    to: { dependencyTypes: ['core'], path: '^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises|inspector)$' },
  },
  {
    name: 'no-network-in-daemon',
    severity: 'error',
    comment:
      'Its client and its server meet at a socket of the file system, for which there is no other module than net.',
    from: { path: '^src/daemon/' },
    to: { dependencyTypes: ['core'], path: '^(node:)?(http|https|http2|tls|dgram|dns|dns/promises|inspector)$' },
  },
  {
    name: 'no-foreign-code',
    severity: 'error',
    comment:
      'No code of the linted project is run. Only discover may start a process (git, with fixed arguments), and the daemon ' +
      'itself; one helper may use the engine’s limit of time, for a script that is one fixed line of ours.',
    from: { path: '^src/', pathNot: '^src/(discover/|daemon/start\\.ts$|util/within-time\\.ts$)' },
    to: { dependencyTypes: ['core'], path: '^(node:)?(child_process|vm|repl)$' },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    comment:
      'Modules in a cycle are one module. Types may refer to each other. Two folders walk Java code, whose expressions, ' +
      'statements and types nest in each other; the modules that walk them call each other likewise.',
    from: { path: '^src/', pathNot: '^src/(graph|java-ast)/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'declared-dependencies',
    severity: 'error',
    comment: 'An import that package.json does not declare works by accident of hoisting.',
    from: { path: '^(src|test|scripts|bin)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'A module that cannot be found. The built dist/ is only there after a build.',
    from: { path: '^(src|test|scripts|bin)/' },
    to: { couldNotResolve: true, pathNot: 'dist/' },
  },
];

export default {
  forbidden: [...layers, ...boundaries],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|test/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
