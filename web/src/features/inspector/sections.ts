import type { Schemas } from '@/api/client';

type Property = Schemas['Property'];
export interface Section {
  key: string;
  /** Of a group its name; nothing for properties without one. */
  name: string;
  properties: Property[];
}

const byOrder = (one: { order: number; id: number }, other: { order: number; id: number }): number =>
  one.order - other.order || one.id - other.id;

/** The properties that people made, by group, as the side bar has them. */
export function sectionsOf(catalog: Pick<Schemas['Catalog'], 'properties' | 'propertyGroups'>): Section[] {
  const own = catalog.properties.filter((property) => property.id > 0).sort(byOrder);
  const known = new Set(catalog.propertyGroups.map((group) => group.id));
  const sections = [
    { key: 'own', name: '', properties: own.filter((one) => !known.has(one.propertyGroupId)) },
    ...[...catalog.propertyGroups].sort(byOrder).map((group) => ({
      key: `g${group.id}`,
      name: group.name,
      properties: own.filter((one) => one.propertyGroupId === group.id),
    })),
  ];
  return sections.filter((section) => section.properties.length > 0);
}
