import { onBeforeUnmount, onMounted } from 'vue';
import { bindingOf, isTaken } from './keys';
import { useActs } from '@/stores/acts';
import { useLayout } from '@/stores/layout';
import { useSession } from '@/stores/session';

/** Keys that a person can switch off: those that are pressed alone and write something in a text field. */
const isSingle = (key: string): boolean => key.length === 1 || key.startsWith('Digit');

/** Hears all keys of the page and hands them to whoever does them; the page's own acts are done here. */
export function listen(): void {
  const acts = useActs();
  const layout = useLayout();
  const session = useSession();

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const binding = bindingOf(event);
    if (!binding || isTaken(event)) return;
    if (session.settings.keys === false && !binding.command && isSingle(binding.key)) return;
    // A focused button has Enter and Space for itself, and a slider its arrows.
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest('button, a, [role=button], [role=checkbox]') && (event.key === 'Enter' || event.key === ' '))
      return;
    if (target?.closest('input[type=range], [role=radiogroup], [role=tablist]') && event.key.startsWith('Arrow'))
      return;
    if (acts.run(binding.act, /^Digit/.test(binding.key) ? Number(binding.key.slice(5)) : 0)) event.preventDefault();
  }

  const release = acts.take({
    keys: () => layout.toggle('keys'),
    side: () => (layout.side = !layout.side),
    inspector: () => (layout.inspector = !layout.inspector),
    sides: () => {
      const shown = layout.side || layout.inspector;
      layout.side = !shown;
      layout.inspector = !shown;
    },
  });
  onMounted(() => window.addEventListener('keydown', pressed));
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', pressed);
    release();
  });
}
