import { useI18n } from 'vue-i18n';
import type { Condition, Filter, InView } from '@/engine/filter';
import { isTagType, valueWords } from '@/engine/values';
import { usePropertyName } from '@/ui/names';
import { useProject, type Property } from '@/stores/project';

/** Values of one condition that are named; of more it is told how many there are. */
const most = 4;

export interface Words {
  /** A filter as a sentence: `year is at least 1968`, `not (tags: strike or march)`. */
  sentence: (filter: Filter) => string;
  operator: (op: string, type: string) => string;
  value: (value: unknown, property: Property | undefined) => string;
  name: (property: number | undefined) => string;
  property: (id: number | string | undefined) => Property | undefined;
}

/** Says filters in the person's language. */
export function useWords(): Words {
  const { t, n, locale } = useI18n();
  const project = useProject();
  const nameOf = usePropertyName();

  function property(id: number | string | undefined): Property | undefined {
    if (typeof id === 'number') return project.properties.get(id);
    return [...project.properties.values()].find((one) => one.name === id);
  }
  const name = (id: number | undefined): string => {
    const known = property(id);
    return known ? nameOf(known) : t('filters.gone');
  };

  function value(one: unknown, of: Property | undefined): string {
    if (one === null) return t('ui.empty');
    if (typeof one === 'boolean') return t(one ? 'ui.yes' : 'ui.no');
    if (of && isTagType(of.type))
      return project.tags.get(Number(one))?.value ?? (typeof one === 'string' ? one : t('filters.gone'));
    if (of?.type === 'folder') return project.folders.get(Number(one))?.name ?? t('filters.gone');
    if (of?.type === 'color') return t(`ui.colours.${Number(one)}`);
    return valueWords(one, of?.type ?? 'text', locale.value);
  }

  function list(values: readonly unknown[], of: Property | undefined, type: 'conjunction' | 'disjunction'): string {
    const named = values.slice(0, values.length > most + 1 ? most : most + 1).map((one) => value(one, of));
    const left = values.length - named.length;
    if (left > 0) named.push(t('filters.others', { n: n(left) }, left));
    return new Intl.ListFormat(locale.value, { type }).format(named);
  }

  /** Dates lie before and after each other, where numbers lie below and above. */
  const datewise = new Set(['lower', 'leq', 'greater', 'geq']);
  const operator = (op: string, type: string): string =>
    type === 'date' && datewise.has(op) ? t(`filters.dateOps.${op}`) : t(`filters.ops.${op}`);

  function condition({ property: id, op, value: asked }: Condition): string {
    if (op === 'inSelection') {
      const ids = (asked as { ids?: unknown[] } | undefined)?.ids ?? [];
      return t('filters.selection', { n: n(ids.length) }, ids.length);
    }
    const of = property(id);
    const subject = of ? nameOf(of) : t('filters.gone');
    const says = operator(op, of?.type ?? '');
    const values = Array.isArray(asked) ? (asked as unknown[]) : [asked];
    switch (op) {
      case 'in':
      case 'containsAny':
        return t('filters.is', { name: subject, value: list(values, of, 'disjunction') });
      case 'between':
        return t('filters.between', { name: subject, from: value(values[0], of), to: value(values[1], of) });
      case 'last': {
        const { unit, count } = asked as { unit: string; count: number };
        return `${subject} ${t(`filters.last.${unit}`, { n: n(count) }, count)}`;
      }
      case 'editedBy': {
        const person = project.catalog?.people.find((one) => one.id === asked);
        return `${subject} ${says} ${person?.name ?? t('filters.gone')}`;
      }
      case 'changedSince':
        return `${subject} ${says} ${typeof asked === 'number' ? `n° ${n(asked)}` : valueWords(asked, 'date', locale.value)}`;
      case 'isSet':
      case 'notSet':
      case 'isTrue':
      case 'isFalse':
        return `${subject} ${says}`;
      default:
        return `${subject} ${says} ${list(values, of, op === 'within' || op === 'containsNot' ? 'disjunction' : 'conjunction')}`;
    }
  }

  function inView({ view: { folders, text, filter } }: InView): string {
    const folder = [...project.properties.values()].find((one) => one.type === 'folder')?.id;
    const parts: string[] = [];
    if (folders?.length && folder !== undefined)
      parts.push(condition({ property: folder, op: 'within', value: folders }));
    if (text) parts.push(t('filters.hasWords', { text }));
    if (filter && !('all' in filter && filter.all.length === 0)) parts.push(sentence(filter));
    return parts.length > 0
      ? t('filters.inView', { what: parts.join(` ${t('filters.and')} `) })
      : t('filters.inViewOfAll');
  }

  function sentence(filter: Filter, inner = false): string {
    if ('not' in filter) {
      const bare = !('any' in filter.not) && !('all' in filter.not);
      return t('filters.not', { what: bare ? sentence(filter.not) : sentence(filter.not, true) });
    }
    if ('op' in filter) return condition(filter);
    if ('view' in filter) return inView(filter);
    const members = 'any' in filter ? filter.any : filter.all;
    const joint = 'any' in filter ? t('filters.or') : t('filters.and');
    const text = members.map((one) => sentence(one, true)).join(` ${joint} `);
    return inner ? `(${text})` : text;
  }
  return { sentence, operator, value, name, property };
}
