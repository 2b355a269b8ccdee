import { basename } from 'node:path';
import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => basename(entry.name));

/** What a part of the program may not import, with the reason that is shown. */
const forbid = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: group.map((regex) => ({ regex, message })) }] },
});

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.d.ts', 'e2e/out', 'test-results'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/no-static-inline-styles': 'error',
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      eqeqeq: 'error',
      'no-eval': 'error',
    },
  },
  // A feature never imports another feature: what two need lies in ui, stores or engine.
  ...features.map((name) =>
    forbid(
      [`src/features/${name}/**`],
      [`^@/features/(?!${name}/)`, '^\\.\\./', '^@/shell/'],
      'A feature imports ui, stores, engine and api, and no other feature.',
    ),
  ),
  forbid(
    ['src/engine/**'],
    ['^vue', '^pinia', '^@/(?!engine/)', '^\\.\\./', '^@lucide', '^reka', '^openapi'],
    'engine/ is pure TypeScript.',
  ),
  forbid(['src/ui/**'], ['^@/(features|stores|shell|api)/'], 'ui/ fetches nothing.'),
  forbid(['src/stores/**'], ['^@/(features|shell|ui)/'], 'stores/ knows nothing of what shows it.'),
);
