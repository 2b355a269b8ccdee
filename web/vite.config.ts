import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { messages } from './scripts/messages.ts';

/** Where `/api` is answered while one develops: the real server, or `npm run fake`. */
const server = process.env['PANOPTIC_SERVER'] ?? 'http://127.0.0.1:8766';

export default defineConfig({
  plugins: [vue(), messages()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    // The page's policy lets nothing run or show that lies inside another file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What others wrote changes less often than what we write: a browser keeps it when ours is new.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] } } },
  },
  server: { proxy: { '/api': { target: server, ws: true, changeOrigin: true } } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'] },
});
