import { computed, ref, type Ref } from 'vue';
import type { Row } from '@/engine/window';
import { useSelection, type Spot } from '@/stores/selection';
import { gap } from './shape';

/** A press that moves less is a click. */
const slack = 5;
/** So near to an edge (px) the view scrolls by itself. */
const edge = 48;

interface Place {
  element: Ref<HTMLElement | null>;
  top: Ref<number>;
  go: (y: number) => void;
  rowsBetween: (from: number, to: number) => Row[];
  /** px of a row's left edge in the element. */
  left: (row: Row) => number;
}

/**
 * The rubber band: a press that is dragged selects what the rectangle touches, and scrolls at the edges. With Ctrl it
 * adds to what is selected. Coordinates are those of the content, so that what scrolls away stays in.
 */
export function useBand({ element, top, go, rowsBetween, left }: Place) {
  const selection = useSelection();
  const box = ref<{ x1: number; y1: number; x2: number; y2: number } | null>(null);
  const shift = ref(0);
  let pointer = { x: 0, y: 0 };
  let frame = 0;

  const style = computed(() => {
    const one = box.value;
    if (!one) return {};
    return {
      left: `${Math.min(one.x1, one.x2)}px`,
      top: `${Math.min(one.y1, one.y2) + shift.value}px`,
      width: `${Math.abs(one.x2 - one.x1)}px`,
      height: `${Math.abs(one.y2 - one.y1)}px`,
    };
  });

  function begin(down: PointerEvent, from?: Spot): void {
    const grid = element.value;
    if (!grid) return;
    const frameBox = grid.getBoundingClientRect();
    const at = (event: PointerEvent) => ({ x: event.clientX - frameBox.left, y: event.clientY - frameBox.top });
    const start = at(down);
    const startY = start.y + top.value;
    const before = down.ctrlKey || down.metaKey ? selection.set.copy() : null;
    const rows = new Map<number, Row>();
    pointer = start;

    function draw(): void {
      frame = 0;
      const y = pointer.y;
      const pull = y < edge ? y - edge : y > frameBox.height - edge ? y - (frameBox.height - edge) : 0;
      if (pull !== 0 && box.value) {
        go(top.value + Math.round(pull * 0.6));
        frame = requestAnimationFrame(draw);
      }
      shift.value = grid!.scrollTop - top.value;
      box.value = { x1: start.x, y1: startY, x2: pointer.x, y2: pointer.y + top.value };
      take();
    }

    function take(): void {
      const one = box.value!;
      const [y1, y2] = [Math.min(one.y1, one.y2), Math.max(one.y1, one.y2)];
      const [x1, x2] = [Math.min(one.x1, one.x2), Math.max(one.x1, one.x2)];
      for (const row of rowsBetween(y1, y2)) rows.set(row.number, row);
      const ids: number[] = [];
      for (const row of rows.values()) {
        if (row.header || row.y + row.pictureHeight < y1 || row.y > y2) continue;
        let x = left(row);
        for (const picture of row.pictures) {
          if (x + picture.width >= x1 && x <= x2) ids.push(picture.id);
          x += picture.width + gap;
        }
      }
      selection.only(before ? [...before.toArray(), ...ids] : ids);
      if (from) selection.anchor = from;
    }

    const move = (event: PointerEvent): void => {
      pointer = at(event);
      if (!box.value && Math.hypot(pointer.x - start.x, pointer.y - start.y) < slack) return;
      if (!box.value) grid.setPointerCapture(down.pointerId);
      box.value ??= { x1: start.x, y1: startY, x2: start.x, y2: startY };
      frame ||= requestAnimationFrame(draw);
    };
    const end = (): void => {
      cancelAnimationFrame(frame);
      frame = 0;
      grid.removeEventListener('pointermove', move);
      grid.removeEventListener('pointerup', end);
      grid.removeEventListener('pointercancel', end);
      // After the click that a release makes, which must still see that it was a drag.
      window.setTimeout(() => (box.value = null));
    };
    grid.addEventListener('pointermove', move);
    grid.addEventListener('pointerup', end);
    grid.addEventListener('pointercancel', end);
  }

  return { box, style, begin };
}
