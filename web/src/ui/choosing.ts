import { computed, nextTick, ref, useId, watch } from 'vue';

/** Lines that PageUp and PageDown pass over. */
const page = 10;

/**
 * A list of `count` lines that one chooses from while typing in a field: arrows walk it round and round, the field tells which line they stand on,
 * and that line is in sight. `first` is where they begin: -1 where no line is chosen before an arrow says so.
 */
export function useChoosing(count: () => number, first: 0 | -1 = 0) {
  const id = useId();
  const at = ref<number>(first);
  const list = `${id}-list`;
  const line = (place: number): string => `${id}-${place}`;
  /** What the field bears; `aria-expanded` is its own. */
  const field = computed(() => ({
    role: 'combobox',
    'aria-autocomplete': 'list' as const,
    'aria-controls': list,
    'aria-activedescendant': at.value >= 0 && at.value < count() ? line(at.value) : undefined,
    autocomplete: 'off',
    spellcheck: false,
  }));

  watch(at, async (place) => {
    await nextTick();
    document.getElementById(line(place))?.scrollIntoView({ block: 'nearest' });
  });

  /** Walks where the key walks; false where it does not. */
  function walk({ key }: KeyboardEvent): boolean {
    const last = count() - 1;
    const next: Record<string, number> = {
      ArrowDown: at.value < last ? at.value + 1 : 0,
      ArrowUp: at.value > 0 ? at.value - 1 : last,
      PageDown: Math.min(last, at.value + page),
      PageUp: Math.max(0, at.value - page),
    };
    if (!(key in next)) return false;
    at.value = last < 0 ? first : next[key]!;
    return true;
  }
  const restart = (): void => void (at.value = first);
  return { at, field, list, line, walk, restart };
}
