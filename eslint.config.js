import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/*.gen.*', 'coverage/', 'reports/', '.shoalwatch/', '.stryker-tmp/', 'shoalwatch-report/'] },
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  { files: ['rules/**/*.ts'], ignores: ['rules/frameworks/**'], rules: { 'max-lines': ['error', { max: 60 }] } },
  { files: ['rules/controls.ts'], rules: { 'max-lines': 'off' } },
  { files: ['tools/**/*.ts', 'test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
