import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import { mergedBelow } from '@/engine/tags';
import { useProject } from '@/stores/project';
import { useWriter } from '@/stores/writer';
import { byOrder, idOf, moved, nameOf, type Line, type Property, type Tag } from './lines';

/** Where things of each kind stand in a commit. */
export const plural = { group: 'propertyGroups', property: 'properties', tag: 'tags' } as const;
export type Kind = keyof typeof plural;

/** What people do to property groups, properties and tags but naming: each is one step, and a refusal is told at the lower edge. */
export function useTreeEdits() {
  const { t } = useI18n();
  const project = useProject();
  const writer = useWriter();
  const properties = computed(() => project.catalog?.properties ?? []);

  /** Whether it was done. */
  async function change(body: Record<string, unknown>, told?: Parameters<typeof writer.change>[1]): Promise<boolean> {
    const answer = await writer.change(body, told);
    if (answer instanceof Refusal) writer.refused(answer);
    return !(answer instanceof Refusal);
  }

  /** Makes a group of properties and returns its id. */
  async function makeGroup(): Promise<number | undefined> {
    const groups = project.catalog?.propertyGroups ?? [];
    const names = new Set(groups.map((group) => group.name));
    let name = t('sidebar.newGroup');
    for (let count = 2; names.has(name); count++) name = `${t('sidebar.newGroup')} ${count}`;
    const order = Math.max(0, ...groups.map((group) => group.order)) + 1;
    const answer = await writer.change({ propertyGroups: [{ id: -1, name, order }] });
    if (answer instanceof Refusal) return void writer.refused(answer);
    return (answer?.commit['propertyGroups'] as { id: number }[] | undefined)?.[0]?.id;
  }
  function remove(line: Line): void {
    const told = { count: 1, name: nameOf(line) };
    if (line.kind === 'group') void change({ emptyPropertyGroups: [line.group.id] }, { kind: 'groupDeleted', ...told });
    else if (line.kind === 'tag')
      void change({ emptyTags: [line.tag.id] }, { kind: 'tagDeleted', color: line.tag.color, ...told });
    else void change({ emptyProperties: [idOf(line)] }, { kind: 'propertyDeleted', ...told });
  }
  /** Puts a property into a group, before another or at the end. */
  function put(property: number, group: number, before?: number): void {
    const changed = moved(properties.value, property, group, before);
    if (changed.length > 0) void change({ properties: changed });
  }
  function nudge(property: Property, by: number): void {
    const members = properties.value
      .filter((one) => one.id > 0 && one.propertyGroupId === property.propertyGroupId)
      .sort(byOrder);
    const at = members.findIndex((one) => one.id === property.id);
    put(property.id, property.propertyGroupId, members[by < 0 ? at - 1 : at + 2]?.id);
  }
  const describe = (line: Line, description: string): Promise<boolean> =>
    change({ [plural[line.kind as Kind]]: [{ id: idOf(line), description }] });
  const recolour = (tag: Tag, color: number): Promise<boolean> => change({ tags: [{ id: tag.id, color }] });
  const setParents = (tag: Tag, parents: number[]): Promise<boolean> => change({ tags: [{ id: tag.id, parents }] });
  /** Puts `into` where `tag` is, on pictures and among tags, and deletes `tag`: one step. */
  const merge = (tag: Tag, into: Tag, property: Property): Promise<boolean> =>
    change(
      {
        tags: mergedBelow(tag, into, project.tags),
        edits: [{ property: property.id, [property.type === 'tag' ? 'set' : 'add']: [into.id], on: { tag: tag.id } }],
        emptyTags: [tag.id],
      },
      { kind: 'tagDeleted', count: 1, name: tag.value, color: tag.color },
    );
  return { makeGroup, remove, put, nudge, describe, recolour, setParents, merge };
}
