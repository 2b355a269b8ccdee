import {
  ArrowLeft,
  ArrowRight,
  Copy,
  Download,
  Files,
  GitCompareArrows,
  Link,
  Lock,
  Pencil,
  Pin,
  Plus,
  RotateCcw,
  Save,
  SquarePlus,
  Tag as TagIcon,
  Upload,
  Users,
  X,
} from '@lucide/vue';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import { readTab, writeTab, type Known } from '@/engine/tab-file';
import { same, toQuery, type ViewSpec } from '@/engine/view-spec';
import { useActs } from '@/stores/acts';
import type { Command } from '@/stores/commands';
import { useProject } from '@/stores/project';
import { useSelection } from '@/stores/selection';
import { useTabs, type TabLine } from '@/stores/tabs';
import { useToasts } from '@/stores/toasts';
import { useView } from '@/stores/view';
import type { MenuEntry } from '@/ui/menu';

/** A tab names at most so many pictures one by one; more are better kept by a tag. */
const mostIds = 20_000;
/** An address that is copied has at most so many characters. */
const longestLink = 6_000;

/** All that can be done with tabs, for the strip, its menus, keys and the command palette. */
export function useTabActs() {
  const { t, n } = useI18n();
  const acts = useActs();
  const project = useProject();
  const selection = useSelection();
  const tabs = useTabs();
  const toasts = useToasts();
  const view = useView();
  /** The tab whose name is being written. */
  const renaming = ref(0);

  /** Does something that the server may refuse, and says so then. */
  async function told<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      toasts.say({ kind: 'bad', text: problem.message, code: problem.code }, 10);
      return undefined;
    }
  }
  const say = (text: string, action?: { label: string; run: () => void }): void =>
    void toasts.say({ kind: 'plain', text, ...(action ? { action } : {}) }, action ? 10 : 5);

  /** A name that no open tab bears: `New tab`, `New tab 2`. */
  function free(wanted: string): string {
    const taken = new Set(tabs.strip.map((one) => one.name));
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
    return name;
  }
  /** What is shown where no tab keeps it: everything, or a view that came by an address. */
  const looseName = (): string => t(same(view.spec, {}) ? 'tabs.all' : 'tabs.loose');
  /** A view that no tab keeps is kept before one goes on, where it is all there is. */
  const keepFirst = (): string | undefined => (tabs.strip.length === 0 ? looseName() : undefined);

  /** The tab that is compared with another; 0 while none is. */
  const comparing = ref(0);

  async function add(name: string, spec: ViewSpec, rename = true): Promise<void> {
    const made = await told(() => tabs.add(free(name), spec, keepFirst()));
    if (made && rename) renaming.value = made.id;
  }
  const addHere = (): Promise<void> => add(t('tabs.new'), { ...view.spec });
  const addAll = (): Promise<void> => add(tabs.strip.length === 0 ? t('tabs.new') : t('tabs.all'), {});
  async function keep(): Promise<void> {
    const made = await told(() => tabs.adopt(free(looseName())));
    if (made) renaming.value = made.id;
  }
  async function rename(id: number, name: string): Promise<void> {
    renaming.value = 0;
    await told(() => tabs.change(id, { name }));
  }
  async function duplicate(line: TabLine): Promise<void> {
    const tab = line.id === tabs.active ? undefined : await tabs.whole(line.id);
    const spec = tab ? ((tab.draft?.view ?? tab.view) as ViewSpec) : view.spec;
    await add(line.name, { ...spec });
  }
  async function close(line: TabLine): Promise<void> {
    await told(() => tabs.close(line.id));
    say(t('tabs.closed', { name: line.name }), { label: t('ui.undo'), run: () => void told(() => tabs.go(line.id)) });
  }
  async function closeOthers(line: TabLine): Promise<void> {
    const others = tabs.strip.filter((one) => one.id !== line.id);
    await told(async () => {
      await tabs.go(line.id);
      for (const one of others) await tabs.change(one.id, { open: false });
    });
    say(t('tabs.closedMany', { n: n(others.length) }, others.length), {
      label: t('ui.undo'),
      run: () =>
        void told(async () => {
          for (const one of others) await tabs.change(one.id, { open: true });
        }),
    });
  }
  async function share(line: TabLine, shared: boolean): Promise<void> {
    const done = await told(() => tabs.change(line.id, { shared }));
    if (done) say(t(shared ? 'tabs.isShared' : 'tabs.isPrivate', { name: line.name }));
  }
  async function saveForAll(): Promise<void> {
    const saved = await told(() => tabs.saveForAll());
    if (!saved) return;
    const who = saved.overtook?.name;
    say(who ? t('tabs.overtook', { who, name: saved.name }) : t('tabs.savedForAll', { name: saved.name }));
  }
  function move(line: TabLine, by: 1 | -1): void {
    const at = tabs.strip.findIndex((one) => one.id === line.id);
    const before = tabs.strip[by < 0 ? at - 1 : at + 2];
    void told(() => tabs.change(line.id, { before: before?.id ?? 0 }));
  }

  /** A shared tab is sent by its number, one's own by what it shows. */
  async function copyLink(line: TabLine): Promise<void> {
    const tab = line.shared ? undefined : await tabs.whole(line.id);
    const query = tab ? toQuery(tab.view as ViewSpec) : { tab: String(line.id) };
    const search = new URLSearchParams(query).toString();
    if (search.length > longestLink) return say(t('tabs.linkTooLong'));
    await navigator.clipboard.writeText(
      `${window.location.origin}/p/${view.project}${search === '' ? '' : `?${search}`}`,
    );
    say(t(line.shared ? 'tabs.linkCopied' : 'tabs.viewCopied'));
  }

  function known(): Known {
    const { id, properties, tags, folders } = project.catalog!;
    const ways = new Map<number, string>();
    const way = (folder: number | undefined): string => {
      const found = folder === undefined ? undefined : project.folders.get(folder);
      if (!found) return '';
      const over = ways.get(found.id) ?? [way(found.parentId || undefined), found.name].filter(Boolean).join('/');
      ways.set(found.id, over);
      return over;
    };
    return { id, properties, tags, folders: folders.map((one) => ({ id: one.id, path: way(one.id) })) };
  }
  async function save(line: TabLine): Promise<void> {
    await tabs.flush();
    const tab = await tabs.whole(line.id);
    if (!tab || !project.catalog) return;
    const file = writeTab(
      tab.name,
      (tab.draft?.view ?? tab.view) as ViewSpec,
      tab.draft?.display ?? tab.display,
      known(),
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }));
    link.download = `${tab.name.replace(/[\\/:*?"<>|]/g, '_')}.tab.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  async function read(file: File): Promise<void> {
    const tab = project.catalog && file.size < 1 << 20 ? readTab(await file.text(), known()) : null;
    if (!tab) return void toasts.say({ kind: 'bad', text: t('tabs.noTab', { file: file.name }) }, 10);
    await add(tab.name, tab.view, false);
    if (tab.lost.length > 0) say(t('tabs.lost', { names: tab.lost.slice(0, 5).join(', ') }));
  }
  function pick(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.onchange = () => {
      const file = input.files?.[0];
      if (file) void read(file);
    };
    input.click();
  }

  // ---- sets

  function tagSelection(): void {
    if (!acts.run('tag')) say(t('tabs.noTags'));
  }
  /** Opens a part of two compared tabs as a tab, with all of it selected to be tagged where that is wanted. */
  async function makePart(name: string, spec: ViewSpec, tag: boolean): Promise<void> {
    comparing.value = 0;
    await add(name.slice(0, 200), spec, false);
    if (!tag) return;
    await selection.selectAll();
    tagSelection();
  }
  async function selectionAsTab(): Promise<void> {
    if (selection.count > mostIds)
      return say(t('tabs.tooManyPictures', { most: n(mostIds), n: n(selection.count) }), {
        label: t('tabs.tagSelection'),
        run: tagSelection,
      });
    const ids = [...selection.set.toArray()];
    await add(t('tabs.selection', { n: n(ids.length) }, ids.length), {
      ...(view.spec.mode ? { mode: view.spec.mode } : {}),
      filter: { op: 'inSelection', value: { ids } },
    });
  }

  // ---- menus

  function entriesOf(line: TabLine): MenuEntry[] {
    const at = tabs.strip.findIndex((one) => one.id === line.id);
    const isActive = line.id === tabs.active;
    const draft: MenuEntry[] =
      line.shared && line.differs && isActive
        ? [
            { label: t('tabs.saveForAll'), icon: Save, run: () => void saveForAll() },
            { label: t('tabs.backToShared'), icon: RotateCcw, run: () => void told(() => tabs.again()) },
            'line',
          ]
        : [];
    const sharing: MenuEntry[] = !line.shared
      ? [{ label: t('tabs.share'), icon: Users, run: () => void share(line, true) }]
      : line.mine
        ? [{ label: t('tabs.makePrivate'), icon: Lock, run: () => void share(line, false) }]
        : [{ heading: t('tabs.sharedBy', { who: line.owner.name }) }];
    return [
      ...draft,
      { label: t('tabs.rename'), icon: Pencil, keys: 'F2', run: () => (renaming.value = line.id) },
      { label: t('tabs.duplicate'), icon: Files, run: () => void duplicate(line) },
      'line',
      ...sharing,
      { label: t('tabs.copyLink'), icon: Link, run: () => void copyLink(line) },
      {
        label: t('tabs.compareWith'),
        icon: GitCompareArrows,
        disabled: tabs.strip.length < 2,
        run: () => (comparing.value = line.id),
      },
      { label: t('tabs.export'), icon: Download, run: () => void save(line) },
      'line',
      { label: t('tabs.moveLeft'), icon: ArrowLeft, disabled: at <= 0, run: () => move(line, -1) },
      { label: t('tabs.moveRight'), icon: ArrowRight, disabled: at >= tabs.strip.length - 1, run: () => move(line, 1) },
      'line',
      { label: t('tabs.close'), icon: X, keys: isActive ? 'V X' : 'Del', run: () => void close(line) },
      {
        label: t('tabs.closeOthers'),
        disabled: tabs.strip.length < 2,
        run: () => void closeOthers(line),
      },
    ];
  }
  function addEntries(): MenuEntry[] {
    const closed = tabs.closed.slice(0, 12);
    return [
      { label: t('tabs.addHere'), icon: Plus, keys: 'V N', run: () => void addHere() },
      { label: t('tabs.addAll'), icon: SquarePlus, run: () => void addAll() },
      {
        label: t('tabs.addSelection'),
        icon: Copy,
        disabled: selection.count === 0,
        run: () => void selectionAsTab(),
      },
      { label: t('tabs.import'), icon: Upload, run: pick },
      ...(closed.length > 0 ? (['line', { heading: t('tabs.closedTabs') }] as MenuEntry[]) : []),
      ...closed.map((one): MenuEntry => ({
        label: one.name,
        ...(one.mine ? {} : { hint: one.owner.name }),
        ...(one.shared ? { icon: Users } : {}),
        run: () => void told(() => tabs.go(one.id)),
      })),
    ];
  }

  function commands(): Command[] {
    const kind = 'command';
    const line = tabs.line;
    const id = (name: string): string => `tabs.${name}`;
    return [
      ...tabs.lines.map((one, at): Command => {
        const key = one.open && at < 9 ? { keys: `V ${at + 1}` } : {};
        return { id: `tab.${one.id}`, kind: 'tab', label: one.name, ...key, run: () => told(() => tabs.go(one.id)) };
      }),
      { id: id('addHere'), kind, label: t('tabs.addHere'), keys: 'V N', icon: Plus, run: addHere },
      { id: id('addAll'), kind, label: t('tabs.addAll'), icon: SquarePlus, run: addAll },
      { id: id('import'), kind, label: t('tabs.import'), icon: Upload, run: pick },
      ...(line
        ? [
            {
              id: id('rename'),
              kind,
              label: t('tabs.renameThis'),
              icon: Pencil,
              run: () => (renaming.value = line.id),
            } as const,
            {
              id: id('duplicate'),
              kind,
              label: t('tabs.duplicateThis'),
              icon: Files,
              run: () => duplicate(line),
            } as const,
            { id: id('link'), kind, label: t('tabs.copyLinkThis'), icon: Link, run: () => copyLink(line) } as const,
            { id: id('export'), kind, label: t('tabs.exportThis'), icon: Download, run: () => save(line) } as const,
            {
              id: id('close'),
              kind,
              label: t('tabs.closeThis'),
              keys: 'V X',
              icon: X,
              run: () => close(line),
            } as const,
          ]
        : [{ id: id('keep'), kind, label: t('tabs.keep'), icon: Pin, run: keep } as const]),
      ...(line && tabs.strip.length > 1
        ? [
            {
              id: id('compare'),
              kind,
              label: t('tabs.compare'),
              icon: GitCompareArrows,
              run: () => (comparing.value = line.id),
            } as const,
          ]
        : []),
      ...(selection.count > 0
        ? [
            {
              id: id('tagSelection'),
              kind,
              label: t('tabs.tagSelection'),
              keys: 'T',
              icon: TagIcon,
              run: tagSelection,
            } as const,
            { id: id('selection'), kind, label: t('tabs.addSelection'), icon: Copy, run: selectionAsTab } as const,
          ]
        : []),
    ];
  }

  return {
    renaming,
    comparing,
    makePart,
    told,
    say,
    looseName,
    addHere,
    keep,
    rename,
    close,
    entriesOf,
    addEntries,
    commands,
  };
}
