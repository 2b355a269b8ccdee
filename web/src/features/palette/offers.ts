import { onBeforeUnmount } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import { bare } from '@/engine/search-words';
import { isTagType } from '@/engine/values';
import { usePropertyName } from '@/ui/names';
import { typeIcons } from '@/ui/values/icons';
import { useCommands, type Command } from '@/stores/commands';
import { useProject, type Property, type Tag } from '@/stores/project';
import { useSearching } from '@/stores/searching';
import { useSubject } from '@/stores/subject';
import { useView } from '@/stores/view';
import { useWriter } from '@/stores/writer';

const groupable = new Set(['text', 'number', 'date', 'checkbox', 'color', 'tag', 'multi_tags', 'folder']);
const unsorted = new Set(['hash', 'image_link']);

/** Offers what can be done with the project's properties, tags and folders, by their names. */
export function offerProject(): void {
  const { t, n } = useI18n();
  const commands = useCommands();
  const project = useProject();
  const searching = useSearching();
  const subject = useSubject();
  const view = useView();
  const writer = useWriter();
  const nameOf = usePropertyName();

  function ofProperty(property: Property): Command[] {
    const { id, type } = property;
    const name = nameOf(property);
    const icon = typeIcons[type];
    const isShown = project.visible.some((one) => one.id === id);
    const step = type === 'date' ? { step: { unit: 'month', count: 1 } } : {};
    const one = (what: string, label: string, run: () => unknown): Command => ({
      ...{ id: `property.${id}.${what}`, kind: 'property', label, icon, run },
    });
    return [
      one('filter', t('palette.filterBy', { name }), () => searching.begin(`${bare(name)}:`)),
      ...(unsorted.has(type)
        ? []
        : [one('sort', t('palette.sortBy', { name }), () => view.change({ sort: [{ property: id }] }))]),
      ...(groupable.has(type)
        ? [one('group', t('palette.groupBy', { name }), () => view.change({ group: [{ property: id, ...step }] }))]
        : []),
      ...(id > 0
        ? [
            one('show', isShown ? t('palette.hide', { name }) : t('palette.show', { name }), () =>
              project.show(id, !isShown),
            ),
          ]
        : []),
    ];
  }

  async function put(tag: Tag, property: Property): Promise<void> {
    const on = await subject.target();
    if (!on) return;
    const verb = property.type === 'tag' ? 'set' : 'add';
    const refusal = await writer.write(property, { verb, value: [tag.id] }, on, subject.count);
    if (refusal instanceof Refusal) writer.refused(refusal);
  }
  function ofTag(tag: Tag): Command[] {
    const property = project.properties.get(tag.propertyId);
    if (!property) return [];
    const parent = tag.parents[0] === undefined ? undefined : project.tags.get(tag.parents[0]);
    const hint = parent ? `${property.name} › ${parent.value}` : property.name;
    const filter = { property: tag.propertyId, op: 'containsAny', value: [tag.id] };
    const common = { kind: 'tag' as const, hint, color: tag.color };
    const show: Command = {
      ...{ id: `tag.${tag.id}`, ...common, label: tag.value, count: tag.count },
      run: () => view.change({ text: '', filter }),
    };
    const count = subject.count;
    if (count === 0 || project.catalog?.readOnly) return [show];
    const label = t('palette.tagWith', { name: tag.value, n: n(count) }, count);
    return [show, { id: `tag.${tag.id}.put`, ...common, label, run: () => put(tag, property) }];
  }

  function ofFolder(folder: { id: number; parentId: number; name: string; instances: number }): Command {
    const parent = project.folders.get(folder.parentId)?.name;
    return {
      ...{ id: `folder.${folder.id}`, kind: 'folder', label: folder.name, count: folder.instances },
      ...(parent ? { hint: parent } : {}),
      icon: typeIcons['folder'],
      run: () => view.change({ folders: [folder.id] }),
    };
  }

  const release = commands.offer(() => {
    const catalog = project.catalog;
    if (!catalog) return [];
    const tags = catalog.tags.filter((tag) => isTagType(project.properties.get(tag.propertyId)?.type ?? ''));
    return [...catalog.properties.flatMap(ofProperty), ...tags.flatMap(ofTag), ...catalog.folders.map(ofFolder)];
  });
  onBeforeUnmount(release);
}
