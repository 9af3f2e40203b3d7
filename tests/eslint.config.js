import tseslint from 'typescript-eslint';

const impure = ['fetch', 'setTimeout', 'setInterval', 'process', 'performance'];

const named = [
  { selector: 'ExportAllDeclaration', message: 'Name what a door exports.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
];
/** What is typed or sent before the page's scripts have begun is kept by these. */
const early = [
  { selector: "JSXOpeningElement[name.name='form']:has(> JSXAttribute[name.name='onSubmit'])", message: 'A form that a script sends is a ScriptForm (app/_ui/script-form.client.tsx).' },
  { selector: "JSXOpeningElement[name.name='textarea']:has(> JSXAttribute[name.name=/^(default)?[vV]alue$/])", message: 'React sets a text area back to the text it came with: a TextArea keeps what was typed.' },
  { selector: "JSXOpeningElement[name.name=/^(input|select|textarea)$/]:has(> JSXAttribute[name.name=/^on(Change|Input)$/]):not(:has(> JSXAttribute[name.name='ref']))", message: 'A control whose state is kept is a TextInput, TextArea, SelectInput, Checkbox or TypedInput.' },
];
/** A Date made from a value is arithmetic; only the present moment is an input. */
const clock = ["NewExpression[callee.name='Date'][arguments.length=0]", "CallExpression[callee.name='Date']", "MemberExpression[object.name='Date'][property.name='now']"]
  .map((selector) => ({ selector, message: 'core/ is pure: have the moment passed in.' }));

/** Typed rules only where they earn their time: no floating promise, exhaustive switches, no any, no `!`. */
export default tseslint.config(
  { ignores: ['node_modules/**', '.next/**', '.databourse/**', 'lib/db/generated/**', 'next-env.d.ts', 'public/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', ...named],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    // Declaration merging is how next-auth and vitest are extended.
    files: ['**/*.d.ts', 'tests/support/global-setup.ts'],
    rules: { '@typescript-eslint/consistent-type-definitions': 'off' },
  },
  {
    files: ['lib/*/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...named, ...clock],
      'no-restricted-globals': ['error', ...impure.map((name) => ({ name, message: 'core/ is pure: have it passed in.' }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'core/ is pure: pass a Random in.' }],
    },
  },
  {
    files: ['lib/**/*.ts', 'app/**/*.ts', 'app/**/*.tsx'],
    rules: {
      'no-restricted-properties': ['error',
        { object: 'process', property: 'env', message: 'Read it through lib/env.ts.' },
        { object: 'Math', property: 'random', message: 'Pass a Random in, or use node:crypto.' },
      ],
    },
  },
  { files: ['lib/env.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.tsx', 'app/**/*.ts'],
    rules: { 'max-params': 'off', 'no-restricted-syntax': ['error', ...named, ...early] },
  },
  {
    files: ['scripts/**/*.ts', 'tests/**/*.ts'],
    rules: { 'no-console': 'off', 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]", message: 'Real components: no module mocks.' },
        { selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]", message: 'Nothing is skipped.' },
      ],
    },
  },
);
