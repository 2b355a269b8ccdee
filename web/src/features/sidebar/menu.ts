import {
  Box,
  Eye,
  EyeOff,
  Filter,
  FilterX,
  GitBranch,
  Merge,
  MoveDown,
  MoveUp,
  Palette,
  Pencil,
  Plus,
  TextQuote,
  Trash2,
  Zap,
} from '@lucide/vue';
import type { Component } from 'vue';
import { useI18n } from 'vue-i18n';
import { choiceOf } from '@/engine/filter-edit';
import { useFacets } from '@/stores/facets';
import { useProject } from '@/stores/project';
import { useWriter } from '@/stores/writer';
import type { MenuAct, MenuEntry } from '@/ui/menu';
import type { useTreeEdits } from './edits';
import { byOrder, hasTags, valueOf, type Line, type Property, type Tag } from './lines';

export type PanelKind = 'description' | 'parents' | 'merge';

/** What the menu of a line does in the tree itself. */
interface Begins {
  rename: (line: Line) => void;
  addTag: (line: Line) => void;
  addProperty: (group: number) => void;
  panel: (kind: PanelKind, line: Line) => void;
}

/** The menus of the lines of the tree. */
export function useTreeMenu(edits: ReturnType<typeof useTreeEdits>, begins: Begins) {
  const { t } = useI18n();
  const project = useProject();
  const facets = useFacets();
  const writer = useWriter();
  const act = (key: string, icon: Component, run: () => void, more: Partial<MenuAct> = {}): MenuEntry => ({
    label: t(`sidebar.menu.${key}`),
    icon,
    run,
    ...more,
  });
  const box = (key: string, icon: Component, entries: MenuEntry[]): MenuEntry =>
    act(key, icon, () => undefined, { entries });

  /** What the menu of a tag, or of having none, does to the view. */
  function ofView(property: Property, value: number | null): MenuEntry[] {
    const choice = choiceOf(facets.parts, property, value);
    const toggle = (isOut: boolean) => () => facets.toggle(property, value, isOut);
    return [
      act('include', Filter, toggle(false), { checked: choice === 'include' }),
      act('exclude', FilterX, toggle(true), { checked: choice === 'exclude' }),
    ];
  }
  function ofProperty(line: Line & { kind: 'property' }): MenuEntry[] {
    const { property } = line;
    const isShown = project.visible.some((one) => one.id === property.id);
    const into = (id: number, label: string): MenuEntry => ({
      label,
      checked: property.propertyGroupId === id,
      run: () => edits.put(property.id, id),
    });
    const groups = [...(project.catalog?.propertyGroups ?? [])].sort(byOrder).map(({ id, name }) => into(id, name));
    const list = [act(isShown ? 'hide' : 'show', isShown ? EyeOff : Eye, () => project.show(property.id, !isShown))];
    if (hasTags(property)) list.push(act('addTag', Plus, () => begins.addTag(line)));
    if (groups.length > 0) list.push(box('moveTo', Box, [into(0, t('sidebar.noGroup')), 'line', ...groups]));
    return [
      ...list,
      act('up', MoveUp, () => edits.nudge(property, -1)),
      act('down', MoveDown, () => edits.nudge(property, 1)),
    ];
  }
  function ofTag(line: Line & { kind: 'tag' }): MenuEntry[] {
    const { tag } = line;
    const colours = Array.from({ length: 12 }, (_, color) => ({
      label: t(`ui.colours.${color}`),
      color,
      checked: tag.color === color,
      run: () => void edits.recolour(tag, color),
    }));
    return [
      box('colour', Palette, colours),
      act('parents', GitBranch, () => begins.panel('parents', line)),
      box('quick', Zap, digits(tag)),
      act('merge', Merge, () => begins.panel('merge', line)),
    ];
  }
  /** The digits that can put the tag, each with the tag that has it. */
  function digits(tag: Tag): MenuEntry[] {
    return Array.from({ length: 9 }, (_, index) => {
      const digit = index + 1;
      const there = project.tags.get(writer.quick[String(digit)] ?? 0);
      const isMine = there?.id === tag.id;
      const key = t('sidebar.key', { digit });
      return {
        label: isMine || !there ? key : `${key} · ${there.value}`,
        checked: isMine,
        run: () => writer.setQuick(digit, isMine ? null : tag.id),
      };
    });
  }
  /** What can be done to something that people made. */
  function ofMade(line: Line & { kind: 'group' | 'property' | 'tag' }): MenuEntry[] {
    const own =
      line.kind === 'group'
        ? [act('addProperty', Plus, () => begins.addProperty(line.group.id))]
        : line.kind === 'property'
          ? ofProperty(line)
          : ofTag(line);
    return [
      act('rename', Pencil, () => begins.rename(line), { keys: 'F2' }),
      act('description', TextQuote, () => begins.panel('description', line)),
      ...own,
      'line',
      act('delete', Trash2, () => edits.remove(line), { danger: true, keys: 'Del' }),
    ];
  }
  return (line: Line): MenuEntry[] => {
    const isOfView = line.kind === 'tag' || line.kind === 'empty';
    const view = isOfView ? ofView(line.property, valueOf(line)) : [];
    const isChanged =
      !project.catalog?.readOnly && line.kind !== 'empty' && line.kind !== 'more' && line.kind !== 'newTag';
    if (!isChanged) return view;
    return isOfView ? [...view, 'line', ...ofMade(line)] : ofMade(line);
  };
}
