import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './shell/i18n';
import { router } from './shell/router';

// Pictures are seen once they are whole (base.css): what is still coming leaves its place to what lies below it.
document.addEventListener(
  'load',
  ({ target }) => {
    if (target instanceof HTMLImageElement) target.dataset['there'] = '';
  },
  true,
);

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
