import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './shell/i18n';
import { router } from './shell/router';
import { fetchLater } from './ui/later';

// Pictures are seen once they are whole (base.css): what is still coming leaves its place to what lies below it.
document.addEventListener(
  'load',
  ({ target }) => {
    if (target instanceof HTMLImageElement) target.dataset['there'] = '';
  },
  true,
);

// All else of the page follows its first pictures; where none come, it waits no longer than this.
const patience = 3_000;
const rest = (): void => void fetchLater();
document.addEventListener('load', () => window.requestIdleCallback?.(rest) ?? rest(), { capture: true, once: true });
window.setTimeout(rest, patience);

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
