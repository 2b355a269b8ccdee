import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, taken, type Schemas } from '@/api/client';

/** What the page keeps for a person; a key that is not here is kept for newer versions. */
export interface Settings {
  language?: 'en' | 'fr';
  theme?: 'system' | 'dark' | 'light';
  sideOpen?: boolean;
  inspectorOpen?: boolean;
  sideWidth?: number;
  inspectorWidth?: number;
  /** Height of the gallery's rows in px. */
  rowHeight?: number;
  /** How high the rows of the table are: `small`, `medium` or `large`. */
  tableRows?: string;
  /** Whether a view shows another order as soon as an edit makes one. */
  refreshByItself?: boolean;
  /** Whether single keys act (WCAG 2.1.4). */
  keys?: boolean;
  /** `visible.<project>`: the properties shown below each picture. */
  [key: string]: unknown;
}

/** Settings that were asked for before it was known whether there are any. */
function settingsOf(answer: unknown): Settings {
  if (answer instanceof Error) throw answer;
  return answer as Settings;
}

/** Who works here, and her settings. */
export const useSession = defineStore('session', () => {
  const session = ref<Schemas['Session'] | null>(null);
  const settings = ref<Settings>({});
  const person = computed(() => session.value?.person ?? null);
  let waiting: Settings = {};
  let timer: number | undefined;

  async function load(): Promise<void> {
    // Settings are a person's; a browser that was just let in has none yet.
    const kept = taken(api.GET('/settings')).catch((problem: unknown) => problem);
    const who = await taken(api.GET('/session'));
    if (who.person) settings.value = settingsOf(await kept);
    session.value = who;
  }

  /** Sets keys at once for the page, and half a second later, together, for the server. */
  function change(patch: Settings): void {
    settings.value = { ...settings.value, ...patch };
    waiting = { ...waiting, ...patch };
    window.clearTimeout(timer);
    timer = window.setTimeout(send, 500);
  }

  function send(): void {
    window.clearTimeout(timer);
    const body = waiting;
    if (Object.keys(body).length === 0) return;
    waiting = {};
    // What is sent as the page goes outlives it.
    taken(api.PATCH('/settings', { body, keepalive: true })).catch(() => {
      waiting = { ...body, ...waiting };
    });
  }

  window.addEventListener('pagehide', send);

  /** Says once who works here. */
  async function choose(choice: Schemas['PersonChoice']): Promise<void> {
    const who = await taken(api.PUT('/session', { body: choice }));
    settings.value = await taken(api.GET('/settings'));
    session.value = who;
  }

  async function changePerson(patch: Schemas['PersonChange']): Promise<void> {
    const changed = await taken(api.PATCH('/person', { body: patch }));
    if (session.value) session.value = { ...session.value, person: changed };
  }
  /** Ends the session of this browser; its other windows hear of it by their closed WebSockets. */
  async function signOut(): Promise<void> {
    await taken(api.DELETE('/session'));
    forget();
  }

  /** Leaves nothing of the session in this window: it begins anew, at the door. */
  function forget(): void {
    window.clearTimeout(timer);
    window.location.reload();
  }
  return { session, person, settings, load, change, choose, changePerson, signOut, forget };
});
