import { onBeforeUnmount } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useActs, type Act } from '@/stores/acts';
import { useCommands, type Command } from '@/stores/commands';
import { useLayout, type Panel } from '@/stores/layout';
import { useProject } from '@/stores/project';
import { useSession } from '@/stores/session';
import { bindings, signsOf, type Binding } from './keys';

/** Acts that make no sense by name: those of arrows and digits, and what one presses on a picture. */
const unnamed = new Set<Act>(['open', 'escape', 'select', 'quick', 'unquick', 'palette', 'keys']);
/** Acts without a key, and one of several that share a line of the sheet of keys: they have words of their own. */
const named: Act[] = ['nextGroup', 'previousGroup', 'smaller', 'bigger', 'addFolder'];
const panels: Panel[] = ['settings', 'history', 'tasks', 'keys', 'about'];
const themes = ['system', 'dark', 'light'] as const;

const keysOf = (one: Binding): string =>
  [...(one.after ? [one.after.toUpperCase()] : []), ...signsOf(one).filter((sign) => sign !== '·')].join(' ');

/** Offers by name what the frame can do: what somebody does by a key now, panels, the look, the language. */
export function offerFrame(): void {
  const { t } = useI18n();
  const acts = useActs();
  const layout = useLayout();
  const project = useProject();
  const router = useRouter();
  const session = useSession();

  function ofActs(): Command[] {
    const sole = bindings.filter(
      (one, at) =>
        !unnamed.has(one.act) &&
        bindings.findIndex((other) => other.act === one.act) === at &&
        bindings.every((other) => other.labelKey !== one.labelKey || other.act === one.act),
    );
    const all = [
      ...sole.map((one) => ({ act: one.act, label: t(one.labelKey), keys: keysOf(one) })),
      ...named.map((act) => {
        const binding = bindings.find((one) => one.act === act);
        return {
          ...{ act, label: t(`shell.commands.${act}`) },
          keys: binding && keysOf({ ...binding, shown: undefined }),
        };
      }),
    ];
    const can = (act: Act): boolean => {
      if (act === 'undo') return project.reach.canUndo;
      return act === 'redo' ? project.reach.canRedo : acts.has(act);
    };
    return all
      .filter(({ act }) => can(act))
      .map(({ act, label, keys }) => ({
        ...{ id: `act.${act}`, kind: 'command', label },
        ...(keys ? { keys } : {}),
        run: () => acts.run(act),
      }));
  }

  function settings(): Command[] {
    const setting = (id: string, label: string, run: () => unknown): Command => ({ id, kind: 'setting', label, run });
    const keys = bindings.find(({ act }) => act === 'keys')!;
    return [
      ...panels
        .filter((panel) => panel !== 'history' || project.catalog)
        .map((panel) => ({
          ...setting(`panel.${panel}`, t(`shell.commands.panels.${panel}`), () => (layout.panel = panel)),
          ...(panel === 'keys' ? { keys: keysOf(keys) } : {}),
        })),
      ...themes.map((theme) =>
        setting(`theme.${theme}`, t(`shell.commands.themes.${theme}`), () => session.change({ theme })),
      ),
      setting('language.en', 'Language: English', () => session.change({ language: 'en' })),
      setting('language.fr', 'Langue : français', () => session.change({ language: 'fr' })),
      setting('home', t('shell.home'), () => router.push('/')),
    ];
  }

  const commands = useCommands();
  const stop = [commands.offer(ofActs), commands.offer(settings)];
  onBeforeUnmount(() => stop.forEach((one) => one()));
}
