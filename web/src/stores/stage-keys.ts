import { onBeforeUnmount, ref } from 'vue';
import { useActs, useOrder, type Act } from './acts';
import { useSelection } from './selection';
import { useView } from './view';

type Keys = Partial<Record<Act, () => unknown>>;

/**
 * The keys of a showing of the view while it is `active`. Those `inOrder` move, select or open: each acts once the one
 * before has ended, and what comes behind one that opens a picture is the picture's. Those `atOnce` wait for nothing.
 * What all showings have in common is done here.
 *
 * Answers the order, for whoever adds to it by other ways, and `keyed`: whether the focus was last moved by keys, and is
 * therefore shown, until a press says otherwise.
 */
export function useStageKeys(
  active: () => boolean,
  rows: { nextGroup: (by: 1 | -1) => boolean },
  keys: { inOrder: Keys; atOnce?: Keys },
) {
  const acts = useActs();
  const selection = useSelection();
  const view = useView();
  const { inOrder } = useOrder();
  const keyed = ref(false);

  function select(): void {
    if (!selection.focus) return;
    selection.toggle(selection.focus.id);
    selection.anchor = selection.focus;
  }
  function escape(): boolean {
    if (selection.count === 0) return false;
    selection.clear();
    return true;
  }
  const queued: Keys = { select, ...keys.inOrder };
  const direct: Keys = {
    selectAll: () => void selection.selectAll(),
    escape,
    nextGroup: () => rows.nextGroup(1),
    previousGroup: () => rows.nextGroup(-1),
    refresh: () => void view.refresh(),
    ...keys.atOnce,
  };
  const whenActive =
    (act: () => unknown): (() => unknown) =>
    () =>
      active() ? (act() ?? true) : false;
  const each = (of: Keys, how: (name: Act, act: () => unknown) => () => unknown): Keys =>
    Object.fromEntries(Object.entries(of).map(([name, act]) => [name, whenActive(how(name as Act, act))]));
  onBeforeUnmount(
    acts.take({
      ...each(queued, (name, act) => () => {
        keyed.value = true;
        inOrder(() => (active() ? act() : acts.run(name)));
      }),
      ...each(direct, (_, act) => act),
    }),
  );
  return { inOrder, keyed };
}
