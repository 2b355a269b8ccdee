import { useI18n } from 'vue-i18n';
import { useSelection, type Spot } from './selection';

/** What a press on a picture did: chose it alone, changed the selection around it, or took hold of a selected one. */
export type Pressed = 'alone' | 'more' | 'held';

/** Lets selected pictures be dragged. Whoever takes them asks the selection itself; `text` is what one drags them by. */
export function carry(event: DragEvent, count: number, text: string): void {
  if (!event.dataTransfer) return;
  event.dataTransfer.effectAllowed = 'copyMove';
  event.dataTransfer.setData('application/x-panoptic-selection', String(count));
  const chip = document.createElement('div');
  chip.className = 'drag-count';
  chip.textContent = text;
  document.body.append(chip);
  event.dataTransfer.setDragImage(chip, -12, -8);
  window.setTimeout(() => chip.remove());
}
/** Whether a menu is asked for by its key. */
export const isByKey = (event: MouseEvent): boolean => event.detail === 0 && !(event as PointerEvent).pointerType;
/** Opens no menu, neither ours nor the browser's. */
export function noMenu(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** How pictures are selected by pointer and keys, wherever they are shown, and how selected ones are dragged away. */
export function usePicking() {
  const { t } = useI18n();
  const selection = useSelection();
  let held: Spot | null = null;

  /** Selects all between two places, ends included; with `more`, besides what was selected. */
  async function range(from: number, to: number, more = false): Promise<void> {
    await selection.range(Math.min(from, to), Math.max(from, to) + 1, more);
  }

  /** Gives a picture the focus by a key; with `extend` the selection reaches to it from where it began. */
  async function walkTo(spot: Spot, extend: boolean): Promise<void> {
    const from = selection.anchor ?? selection.focus ?? spot;
    selection.focus = spot;
    selection.anchor = extend ? from : spot;
    if (extend) await range(from.place, spot.place);
  }

  /** A press of the pointer on a picture, or on its check. */
  function press(event: PointerEvent, spot: Spot, onCheck: boolean): Pressed {
    const more = event.ctrlKey || event.metaKey;
    const from = selection.anchor ?? spot;
    held = null;
    selection.focus = spot;
    selection.anchor = event.shiftKey ? from : spot;
    if (event.shiftKey) void range(from.place, spot.place, more);
    else if (more || onCheck) selection.toggle(spot.id);
    else if (!selection.has(spot.id)) {
      selection.only([spot.id]);
      return 'alone';
    } else {
      // A selected picture is dragged with its like; pressing it alone selects it alone once it is let go.
      held = spot;
      return 'held';
    }
    return 'more';
  }
  /** The pointer is let go; `dragged` says that it drew something meanwhile. */
  function release(event: PointerEvent, dragged = false): void {
    if (held && event.button === 0 && !dragged) selection.only([held.id]);
    held = null;
  }
  /** A selected picture that is held is dragged away with its like. */
  function dragStart(event: DragEvent): void {
    if (!held) return event.preventDefault();
    held = null;
    carry(event, selection.count, t('ui.images', { n: selection.count }, selection.count));
  }
  /** The menu of pictures is about the one with the focus, which is the one `below` the pointer; without one, no menu. */
  function menu(event: MouseEvent, below: Spot | null): void {
    const spot = isByKey(event) ? (selection.focus ?? below) : below;
    if (!spot) return noMenu(event);
    selection.focus = spot;
    if (!selection.has(spot.id)) selection.only([spot.id]);
  }

  return { walkTo, press, release, dragStart, menu };
}
