import { createRouter, createWebHistory } from 'vue-router';
import Workbench from './Workbench.vue';

/** One record for a project and a picture in it: the gallery stays as it is behind the picture. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('@/features/home/Home.vue') },
    { path: '/p/:project', name: 'project', component: Workbench },
    { path: '/p/:project/i/:instance(\\d+)', name: 'image', component: Workbench },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});
