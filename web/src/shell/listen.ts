import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { begins, bindingOf, isTaken } from './keys';
import { useActs } from '@/stores/acts';
import { useLayout } from '@/stores/layout';
import { useSession } from '@/stores/session';

/** Keys that a person can switch off: those that are pressed alone and write something in a text field. */
const isSingle = (key: string): boolean => key.length === 1 || key.startsWith('Digit');

/** After so many ms a sequence that was begun is forgotten. */
const patience = 4_000;

/**
 * Hears all keys of the page and hands them to whoever does them; the page's own acts are done here. `begun` is the key
 * that began a sequence, while its second key is awaited; a key that does not belong to it ends it and does nothing.
 */
export function listen(): { begun: Ref<string> } {
  const acts = useActs();
  const layout = useLayout();
  const session = useSession();
  const begun = ref('');
  let timer: number | undefined;

  function begin(key: string): void {
    window.clearTimeout(timer);
    begun.value = key;
    if (key) timer = window.setTimeout(() => begin(''), patience);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Shift') return;
    const after = begun.value || undefined;
    begin('');
    const binding = bindingOf(event, after);
    if (isTaken(event, binding)) return;
    if (after && !binding) return event.preventDefault();
    if (!after && session.settings.keys !== false && begins(event)) return begin(event.key.toLowerCase());
    if (!binding) return;
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
    window.clearTimeout(timer);
    release();
  });
  return { begun };
}
