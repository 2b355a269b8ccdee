/** One thing that a step did: `Deed` of the contract. */
export interface DeedLike {
  kind: string;
  count: number;
  name?: string;
  value?: string;
  color?: number;
  propertyId?: number;
  tagId?: number;
}

/** A message to say: its key, what stands in it, and the number that decides its plural. */
export interface Message {
  key: string;
  count: number;
  name: string;
  value: string;
}

/** The first kinds say most of what a step meant; the others follow from them or are told after. */
const weight: Record<string, number> = {
  imported: 0,
  folderDeleted: 1,
  propertyDeleted: 1,
  groupDeleted: 1,
  tagDeleted: 1,
  tagged: 2,
  untagged: 3,
  set: 4,
  cleared: 5,
  removed: 6,
};

/** The deeds of a step, the telling one first. What a deletion takes along or leaves to another is not told twice. */
export function telling<T extends DeedLike>(deeds: readonly T[]): T[] {
  const sorted = [...deeds].sort((one, other) => (weight[one.kind] ?? 9) - (weight[other.kind] ?? 9));
  const first = sorted[0];
  if (!first) return [];
  if (first.kind === 'propertyDeleted') return sorted.filter((deed) => deed.kind === 'propertyDeleted');
  if (first.kind === 'tagDeleted')
    return sorted.filter((deed) => deed.kind !== 'untagged' && deed.kind !== 'tagChanged');
  if (first.kind === 'tagged') return sorted.filter((deed) => deed.kind !== 'tagMade');
  return sorted;
}

/** How a deed is said: by what was named, by the one value that all got, or by how many there were. */
export function messageOf(deed: DeedLike): Message {
  const name = deed.name ?? '';
  const value = deed.value ?? '';
  let key = deed.kind;
  if (key === 'set' && name !== '') key = value === '' ? 'set.many' : 'set.value';
  else if (['tagged', 'untagged', 'set', 'cleared'].includes(key)) key += name === '' ? '.several' : '.one';
  if (key === 'vectorsAdded' || key === 'vectorsRemoved') key += name === '' ? '.several' : '.one';
  if (key.endsWith('Stored') || key.endsWith('Made') || key.endsWith('Changed') || key.endsWith('Deleted'))
    key += deed.count > 1 || name === '' ? '.many' : '.one';
  return { key, count: deed.count, name, value };
}
