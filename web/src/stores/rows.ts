import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue';
import { api, bytes, Refusal, taken, type Schemas } from '@/api/client';
import { raise, type Level } from '@/engine/levels';
import { Scroller } from '@/engine/scroller';
import type { Picture, Row } from '@/engine/window';
import { Windows, type Gap } from '@/engine/windows';
import { usePlace } from '@/stores/place';
import { useView } from '@/stores/view';

type Layout = Schemas['Layout'];

/** What the rows are laid out for; px. */
export interface Wishes {
  width: number;
  rowHeight: number;
  below: number;
  collapsed: number[];
}

/** What rows of a kind have in common; px. */
export interface RowShape {
  /** Whether each picture has a row of its own. */
  single: boolean;
  /** Between pictures, and between rows. */
  gap: number;
  /** Height of the header of a group. */
  header: number;
  /** By so much the rows of a level of groups stand to the right of those around it. */
  indent: number;
  /** Above the first row and below the last one. */
  padTop: number;
  padBottom: number;
  /** So many screens are drawn above and below what is seen. */
  beyond: number;
  /** About so many pictures are added in one frame; fewer where values stand below them. */
  perFrame: number;
}

/**
 * What stays where it is on the screen while all is laid out anew: `at` is px from the upper edge of what is seen. Where
 * no row is known, `top` itself stays.
 */
export type Anchor = { place: number; at: number } | { group: number; at: number } | { top: number } | null;

/** How fast one scrolls, and what is drawn of rows that come new: all, the small pictures, cells of colour alone. */
type Pace = 'still' | 'walk' | 'rush';
const levelAt: Record<Pace, Level> = { still: 3, walk: 2, rush: 1 };

/** One rushes by so many screens a second, or by so many pictures: more could not be fetched; at half of it one walks again. */
const rushScreens = 6;
const rushPictures = 250;

/** Over so many ms the speed is measured: one frame that comes late is no rush. */
const smoothMillis = 60;

/** Rows are positioned from a point that is never further away than this, so that px stay whole. */
const originStep = 50_000;

export type Rows = ReturnType<typeof useRows>;

/**
 * The rows that are near what is seen: lays the open view out by the server, follows the scrolling of an element and
 * fetches windows. `rows` is the one thing that a template draws.
 */
export function useRows(element: Ref<HTMLElement | null>, wishes: () => Wishes | null, shape: RowShape) {
  const { gap, padTop, padBottom } = shape;
  const view = useView();
  const place = usePlace();
  const scroller = new Scroller();
  const layout = shallowRef<Layout | null>(null);
  const rows = shallowRef<Row[]>([]);
  /** How much of each of these rows is drawn, by its number. */
  const levels = shallowRef<ReadonlyMap<number, Level>>(new Map());
  /** Where rows near what is seen are not known yet. */
  const gaps = shallowRef<Gap[]>([]);
  /** Whether all rows of what is seen are there. */
  const whole = ref(true);
  const top = ref(0);
  const seen = ref(0);
  const barHeight = ref(0);
  /** y of the rows' origin in the content, and in the element that scrolls. */
  const origin = ref(0);
  const originAt = ref(0);
  const pace = ref<Pace>('still');
  const failure = shallowRef<unknown>(null);
  let windows: Windows | null = null;
  let frame = 0;
  let rest: number | undefined;
  let lastTop = 0;
  let lastTime = 0;
  /** px/ms over the last few frames, negative upwards. */
  let speed = 0;
  let making = false;
  let next: { anchor: Anchor } | null = null;
  let laidOut: { view: string; spec: object } | null = null;
  /** The place that was last brought into view, and where that scrolled to. */
  let aim: { place: number; margin: number; top: number } | null = null;

  function draw(): void {
    frame = 0;
    if (!windows) return;
    const height = seen.value;
    const y = scroller.top - padTop;
    const now = performance.now();
    const passed = Math.max(8, now - lastTime);
    speed += ((y - lastTop) / passed - speed) * (1 - Math.exp(-passed / smoothMillis));
    lastTop = y;
    lastTime = now;
    const screens = (Math.abs(speed) * 1000) / Math.max(1, height);
    const haste = Math.max(screens / rushScreens, (screens * height * density(rows.value)) / rushPictures);
    if (haste > 1) pace.value = 'rush';
    else if (screens > 0.2 && pace.value === 'still') pace.value = 'walk';
    else if (haste < 0.5 && pace.value === 'rush') pace.value = 'walk';
    top.value = y;
    windows.want(y - height * 0.3, y + height * 1.3, speed);
    const around = windows.rows(y - height * shape.beyond, y + height * (1 + shape.beyond));
    const near = Math.floor(y / originStep) * originStep;
    if (near !== origin.value) origin.value = near;
    const at = near + scroller.shift + padTop;
    if (at !== originAt.value) originAt.value = at;
    whole.value = around.gaps.every((gap) => gap.bottom <= y || gap.top >= y + height);
    if (!sameGaps(around.gaps, gaps.value)) gaps.value = around.gaps;
    const budget = shape.perFrame / (1 + (wishes()?.below ?? 0) / 32);
    const seenNow = { top: y, bottom: y + height };
    const raised = raise(around.rows, levels.value, levelAt[pace.value], seenNow, budget);
    if (!sameLevels(raised.levels, levels.value)) levels.value = raised.levels;
    if (!sameRows(around.rows, rows.value)) rows.value = around.rows;
    if (!raised.done) soon();
  }

  function soon(): void {
    frame ||= requestAnimationFrame(draw);
  }

  function put(bar: number | null): void {
    if (bar !== null && element.value && element.value.scrollTop !== bar) element.value.scrollTop = bar;
  }

  function scrolled(): void {
    if (!element.value) return;
    put(scroller.scrolled(element.value.scrollTop));
    soon();
    window.clearTimeout(rest);
    rest = window.setTimeout(() => {
      pace.value = 'still';
      speed = 0;
      put(scroller.settle());
      draw();
    }, 130);
  }

  /** Shows a y of the content at the upper edge. */
  function go(y: number): void {
    put(scroller.go(y + padTop));
    scrolled();
  }

  /** What is in the middle, or at the edge that the person looks at: it stays when all else moves. */
  function anchorNow(of?: { x: number; y: number }): Anchor {
    const now = scroller.top - padTop;
    const y = now + (of?.y ?? 0);
    if (now <= 0 && !of) return null;
    const row = rows.value.find((one) => !one.header && one.y + one.height > y);
    if (!row) return { top: now };
    return { place: row.first, at: row.y - now };
  }

  /** Lays out anew; while one layout is being made, of further wishes the last is heard. */
  async function make(anchor: Anchor): Promise<void> {
    next = { anchor };
    if (making) return;
    making = true;
    try {
      while (next) {
        const wish: { anchor: Anchor } = next;
        next = null;
        await makeOnce(wish.anchor);
      }
      failure.value = null;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      failure.value = problem;
    } finally {
      making = false;
    }
  }

  async function makeOnce(wanted: Anchor): Promise<void> {
    const open = view.open;
    const wish = wishes();
    if (!open || !wish || wish.width < 100) return;
    const path = { project: view.project };
    let anchor = wanted;
    const turned = laidOut !== null && laidOut.view !== open.view;
    if (laidOut === null) anchor = (await landing(open.view)) ?? anchor;
    else if (turned && laidOut.spec !== view.spec) {
      aim = null;
      anchor = await landing(open.view);
    } else if (turned && anchor && 'place' in anchor) anchor = await moved(anchor, open.view);
    const body: Schemas['LayoutRequest'] = {
      view: open.view,
      width: wish.width,
      rowHeight: wish.rowHeight,
      gap,
      below: wish.below,
      header: shape.header,
      indent: shape.indent,
      collapsed: wish.collapsed,
      single: shape.single,
    };
    const from = scroller.top;
    const aimBefore = aim;
    const made = await taken(api.POST('/projects/{project}/layouts', { params: { path }, body }));
    let y = anchor ? from - padTop : -padTop;
    if (anchor && !('top' in anchor)) {
      const query = 'group' in anchor ? { group: anchor.group } : { place: anchor.place };
      try {
        const params = { path: { ...path, layout: made.layout }, query };
        const row = await taken(api.GET('/projects/{project}/layouts/{layout}/row', { params }));
        y = row.y - anchor.at;
      } catch (problem) {
        if (!(problem instanceof Refusal) || problem.code === 'offline') throw problem;
      }
    }
    if (next || view.open?.view !== open.view) return;
    const address = `/projects/${view.project}/layouts/${made.layout}/window`;
    let shown = false;
    const slice = Math.max(1_000, Math.round(seen.value * 1.2), wish.rowHeight * 4);
    const fresh = new Windows(
      (from, to, signal) => bytes(`${address}?top=${from}&bottom=${to}`, signal),
      made.height,
      slice,
      () => {
        if (!shown && fresh.rows(y, y + seen.value).gaps.length === 0) show();
        if (shown) soon();
      },
      (problem) => {
        if (windows !== fresh && shown) return;
        failure.value = problem;
        // A server that was started again knows no layout of before.
        if (problem instanceof Refusal && problem.code !== 'offline') void make(anchorNow());
      },
    );
    function show(): void {
      shown = true;
      // Who scrolled on in the meantime stays where that led.
      const aimed = aim?.top === scroller.top && (aim !== aimBefore || !anchor) ? aim : null;
      if (scroller.top !== from) y = scroller.top <= 0 ? -padTop : y + scroller.top - from;
      windows?.close();
      windows = fresh;
      laidOut = { view: open!.view, spec: view.spec };
      layout.value = made;
      rows.value = [];
      gaps.value = [];
      scroller.resize(made.height + padTop + padBottom, seen.value);
      barHeight.value = scroller.barHeight;
      // The element must be as tall as it will be before it can scroll there.
      const content = element.value?.firstElementChild;
      if (content instanceof HTMLElement) content.style.height = `${scroller.barHeight}px`;
      put(scroller.go(y + padTop));
      lastTop = y;
      draw();
      if (aimed) void reveal(aimed.place, aimed.margin);
    }
    if (made.height === 0) show();
    else fresh.want(y, y + seen.value);
  }

  /** An anchor in another order: the same picture, where it stands now. */
  async function moved(anchor: { place: number; at: number }, handle: string): Promise<Anchor> {
    const id = rows.value.flatMap((row) => row.pictures).find((one) => one.place === anchor.place)?.id;
    if (id === undefined) return anchor;
    const params = { path: { project: view.project, view: handle }, query: { id } };
    const { place } = await taken(api.GET('/projects/{project}/views/{view}/place', { params }));
    return place < 0 ? anchor : { place, at: anchor.at };
  }

  /** Where another view begins: at the place that is wanted, if its picture is there, else at the top. */
  async function landing(handle: string): Promise<Anchor> {
    const wanted = place.arrive();
    if (!wanted?.id) return null;
    const params = { path: { project: view.project, view: handle }, query: { id: wanted.id } };
    const found = await taken(api.GET('/projects/{project}/views/{view}/place', { params }));
    return found.place < 0 ? null : { place: found.place, at: wanted.at };
  }

  // Who leaves this view and comes back finds the same picture at the same height.
  onBeforeUnmount(
    place.tell(() => {
      const at = anchorNow();
      const picture = at && 'place' in at ? pictureAt(at.place) : undefined;
      return { id: picture?.id ?? 0, at: at && 'at' in at ? at.at : 0, collapsed: wishes()?.collapsed ?? [] };
    }),
  );

  /** The row of a place: known, or asked for by its y. */
  async function rowAt(place: number): Promise<{ y: number; height: number }> {
    const known = windows?.rowOf(place);
    if (known) return known;
    if (!layout.value) return { y: 0, height: 0 };
    const params = { path: { project: view.project, layout: layout.value.layout }, query: { place } };
    return taken(api.GET('/projects/{project}/layouts/{layout}/row', { params }));
  }

  /** Whether the picture of a place is on the page now. */
  const isDrawn = (place: number): boolean =>
    rows.value.some((row) => !row.header && place >= row.first && place < row.first + row.pictures.length);

  /** Ends once there is a layout. */
  function laid(): Promise<void> {
    return new Promise((resolve) => {
      if (layout.value) return resolve();
      const stop = watch(layout, () => {
        stop();
        resolve();
      });
    });
  }

  /** Scrolls as little as it takes to show a place whole; `margin` px above stay free. */
  async function reveal(place: number, margin = 0): Promise<void> {
    await laid();
    const asked = layout.value;
    const row = await rowAt(place);
    if (layout.value !== asked) return reveal(place, margin);
    const y = scroller.top - padTop;
    if (row.y - margin < y) go(row.y - margin);
    else if (row.y + row.height > y + seen.value) go(row.y + row.height - seen.value + gap);
    aim = { place, margin, top: scroller.top };
  }

  /** The row of a place once its window has come; gives up after two seconds. */
  async function soonKnown(place: number): Promise<Row | undefined> {
    for (let turn = 0; turn < 100; turn++) {
      const row = windows?.rowOf(place);
      if (row) return row;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return undefined;
  }

  /** Goes to the header of the next or previous group; false where there are no groups. */
  function nextGroup(by: 1 | -1): boolean {
    const headers = layout.value?.headers ?? [];
    if (headers.length === 0) return false;
    const y = top.value + 1;
    const target = by > 0 ? headers.find((one) => one.y > y) : headers.findLast((one) => one.y < y - 2);
    go(target?.y ?? (by > 0 ? (headers.at(-1)?.y ?? 0) : 0));
    return true;
  }

  /** Goes to the header of a group, below those of the groups around it. */
  async function goToGroup(group: number): Promise<void> {
    if (!layout.value) return;
    const params = { path: { project: view.project, layout: layout.value.layout }, query: { group } };
    try {
      const row = await taken(api.GET('/projects/{project}/layouts/{layout}/row', { params }));
      go(row.y - (view.group(group)?.depth ?? 0) * shape.header);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }

  /** The first place that is seen, `margin` px below the upper edge; null at the very top. */
  function firstPlace(margin = 0): number | null {
    if (top.value <= 0) return null;
    return rows.value.find((one) => !one.header && one.y + one.height > top.value + margin)?.first ?? null;
  }

  /** The picture of a place, where its row is known. */
  function pictureAt(place: number): Picture | undefined {
    return windows?.rowOf(place)?.pictures.find((one) => one.place === place);
  }

  function resized(): void {
    if (!element.value) return;
    seen.value = element.value.clientHeight;
    if (!layout.value) return;
    scroller.resize(layout.value.height + padTop + padBottom, seen.value);
    barHeight.value = scroller.barHeight;
    soon();
  }

  const observer = new ResizeObserver(resized);
  onMounted(() => {
    if (element.value) observer.observe(element.value);
    resized();
  });
  watch(
    () => view.touched,
    () => windows?.refresh(),
  );
  onBeforeUnmount(() => {
    observer.disconnect();
    windows?.close();
    window.clearTimeout(rest);
    cancelAnimationFrame(frame);
  });

  return {
    layout,
    rows,
    levels,
    gaps,
    whole,
    top,
    seen,
    barHeight,
    origin,
    originAt,
    pace,
    failure,
    scrolled,
    go,
    make,
    anchorNow,
    reveal,
    soonKnown,
    firstPlace,
    nextGroup,
    goToGroup,
    pictureAt,
    isDrawn,
    known: (place: number) => windows?.rowOf(place),
    rowsBetween: (from: number, to: number) => windows?.rows(from, to).rows ?? [],
  };
}

/** Pictures for each px of height. */
function density(rows: readonly Row[]): number {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return 0;
  const pictures = rows.reduce((sum, row) => sum + row.pictures.length, 0);
  return pictures / Math.max(1, last.y + last.height - first.y);
}

function sameRows(one: readonly Row[], other: readonly Row[]): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index]);
}

function sameLevels(one: ReadonlyMap<number, Level>, other: ReadonlyMap<number, Level>): boolean {
  return one.size === other.size && [...one].every(([number, level]) => other.get(number) === level);
}

function sameGaps(one: readonly Gap[], other: readonly Gap[]): boolean {
  return (
    one.length === other.length &&
    one.every((gap, index) => gap.top === other[index]!.top && gap.bottom === other[index]!.bottom)
  );
}
