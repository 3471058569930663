import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/*.gen.*',
      'coverage/',
      'reports/',
      '.shoalwatch/',
      '.stryker-tmp/',
      'shoalwatch-report/',
      '.moto/',
      'cdk.out/',
      'dist/',
    ],
  },
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    // One program, made once: a project service keeps every opened file and takes half as much memory again.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Ports are plain objects that are taken apart; there are no classes whose `this` could be lost, and no enums.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    // Clock, randomness, environment and network come in as arguments. What signs requests to AWS is told of its own clock.
    files: ['src/**/*.ts', 'rules/**/*.ts'],
    ignores: ['src/clouds/aws/repeat.ts'],
    rules: {
      'no-restricted-globals': ['error', 'performance', 'crypto', 'fetch', 'WebSocket'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
        { object: 'process', property: 'env' },
        { object: 'process', property: 'argv' },
        { object: 'process', property: 'hrtime' },
        { object: 'globalThis' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The instant is an argument.' },
        { selector: 'CallExpression[callee.name="Date"]', message: 'The instant is an argument.' },
      ],
    },
  },
  {
    // The wire of a function reads the environment; what it wires does not.
    files: ['functions/*.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env' }],
      'max-lines': ['error', { max: 20 }],
    },
  },
  { files: ['rules/**/*.ts'], ignores: ['rules/frameworks/**'], rules: { 'max-lines': ['error', { max: 60 }] } },
  { files: ['rules/controls.ts'], rules: { 'max-lines': 'off' } },
  { files: ['tools/**/*.ts', 'test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
