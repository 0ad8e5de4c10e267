import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

/** House rules that no type information is needed for; the reasons are in CONTRIBUTING.md. */
const houseRules = {
  // A file says one thing, a function fits on a screen.
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: false }],
  'max-depth': ['error', 4],
  // A switch over node kinds is one decision, however many kinds there are.
  complexity: ['error', { max: 20, variant: 'modified' }],
  'no-console': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
  eqeqeq: 'error',
  curly: ['error', 'multi-line'],
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-param-reassign': 'error',
  'no-else-return': 'error',
  'no-lonely-if': 'error',
  'no-unneeded-ternary': 'error',
  'no-useless-rename': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-constant-binary-expression': 'error',
  'no-fallthrough': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-object-has-own': 'error',
};

/** Where strict-type-checked is more pedantic than useful. */
const typedRules = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
  ],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  // The compiler's noUnusedLocals says the same; `_name` is for parameters that a signature demands.
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
};

const noDefaultExport = { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } };

const processMessage = 'Only src/cli reads or sets the process; pass what is needed as an argument.';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'build/',
      'eslint-plugin/dist/',
      'editors/vscode/dist/',
      'editors/vscode/server/',
      'coverage/',
      '**/node_modules/',
      'test/fixtures/',
      'examples/',
      '**/target/',
    ],
  },
  {
    files: ['**/*.{ts,js,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts', 'vitest.{corpus,jvm,tools}.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...houseRules, ...typedRules },
  },
  {
    // Its types come from an installation of its own; test:tools runs the compiler over it.
    files: ['editors/vscode/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: Object.fromEntries(Object.keys(typedRules).map((name) => [name, 'off'])),
  },
  {
    // Plain JavaScript (bootstrap, configuration, scripts) is outside tsconfig.json: the rules that need types are off.
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/consistent-type-exports': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['scripts/**', 'bin/**', 'bench/**', '.ci/**', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'eslint-plugin/{src,test}/**/*.ts'],
    ignores: ['src/rules/*.ts', 'eslint-plugin/src/rules/*.ts', 'eslint-plugin/src/index.ts'],
    rules: { 'no-restricted-exports': ['error', noDefaultExport] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/lsp/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: processMessage }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'process', message: processMessage },
            { name: 'node:process', message: processMessage },
          ],
        },
      ],
    },
  },
  {
    // The exit code has one owner, so that every way out is in one file and output is flushed first.
    files: ['src/**/*.ts', 'bin/**'],
    ignores: ['src/cli/exit.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Return an exit code; src/cli/exit.ts sets it.' },
        { object: 'process', property: 'exitCode', message: 'Return an exit code; src/cli/exit.ts sets it.' },
      ],
    },
  },
  {
    // One vocabulary: the node types refer to each other, and a reader looks for all of them in one place.
    files: ['src/java-ast/nodes.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // The rules of the ESLint plugin follow the rules for rules.
    files: ['eslint-plugin/src/rules/*.ts'],
    extends: [eslintPlugin.configs.all],
    rules: {
      // createRule adds the address of the page and the language.
      'eslint-plugin/require-meta-docs-url': 'off',
      'eslint-plugin/require-meta-languages': 'off',
      // The preset says more than a truth value could.
      'eslint-plugin/require-meta-docs-recommended': 'off',
      // Suggestions are made in one place for all rules, which this rule does not see.
      'eslint-plugin/require-meta-has-suggestions': 'off',
    },
  },
  {
    // Node types are compared as text: the enumeration would be a dependency at run time.
    files: ['eslint-plugin/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  {
    // One entry of the catalogue a line.
    files: ['eslint-plugin/src/knowledge/sinks.generated.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.ts', 'eslint-plugin/test/**/*.ts'],
    rules: {
      // A test may state that a value is there: if it is not, the test fails, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Java and template sources in string literals.
      'no-template-curly-in-string': 'off',
    },
  },
);
