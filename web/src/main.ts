import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './shell/i18n';
import { router } from './shell/router';

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
