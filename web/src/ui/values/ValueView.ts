import { Check, ExternalLink } from '@lucide/vue';
import { h, type FunctionalComponent, type VNode } from 'vue';
import { isSet, isTagType, valueWords } from '@/engine/values';
import type { TagLike } from '@/engine/tags';
import { commonOf, ownCounts, tagCounts, type Mixed, type PropertyLike } from './kinds';
import './value-view.css';

interface Shown {
  property: PropertyLike;
  value: unknown;
  mixed?: Mixed | undefined;
  count: number;
  tags: ReadonlyMap<number, TagLike>;
  compact?: boolean;
  /** The words of who shows it: hundreds stand on a page, and none asks for its own. */
  words: { t: (key: string) => string; n: (value: number) => string; locale: { value: string } };
}

/** A value as it reads: text, chips, a tick, a colour; of many, what they share or that they differ, with counts. */
const ValueView: FunctionalComponent<Shown> = (props) => {
  const { property, mixed, compact } = props;
  const { t } = props.words;
  if (isTagType(property.type)) {
    const chips = chipsOf(props);
    if (chips.length > 0) return h('span', { class: 'value-view chips' }, chips);
  }
  const common = mixed ? commonOf(mixed) : { value: props.value };
  if (!common) {
    const several = severalOf(props, mixed!);
    return h('span', { class: 'value-view differ', title: several || undefined }, several || t('ui.several'));
  }
  const { value } = common;
  if (!isSet(value)) return h('span', { class: 'value-view none' }, compact ? property.name : t('ui.empty'));
  const words = wordsOf(props, value);
  if (property.type === 'checkbox')
    return h('span', { class: ['value-view tick', { on: value }] }, [
      value ? h(Check, { 'aria-hidden': 'true' }) : '',
      words,
    ]);
  if (property.type === 'color')
    return h('span', { class: 'value-view tick' }, [h('i', { class: `dot big tag-${Number(value)}` }), words]);
  return h('span', { class: ['value-view words', { compact }] }, [h('bdi', words), linkOf(props, value)]);
};
ValueView.props = ['property', 'value', 'mixed', 'count', 'tags', 'compact', 'words'];
export default ValueView;

function chipsOf({ value, mixed, count, tags, words }: Shown): VNode[] {
  const counts = mixed ? tagCounts(mixed) : ownCounts(value, count);
  const owners = mixed?.owners ?? count;
  return [...counts].flatMap(([id, bearers]) => {
    const tag = tags.get(id);
    if (!tag) return [];
    const inside = [h('span', { class: 'cut' }, tag.value)];
    if (bearers < owners) inside.push(h('span', { class: 'count' }, words.n(bearers)));
    return h('span', { key: id, class: `tag chip tag-${Math.max(0, tag.color)}`, title: tag.value }, inside);
  });
}

function wordsOf({ property, words: { t, locale } }: Shown, value: unknown): string {
  if (property.type === 'checkbox') return t(value ? 'ui.yes' : 'ui.no');
  if (property.type === 'color') return t(`ui.colours.${Number(value)}`);
  return valueWords(value, property.type, locale.value);
}

/** The few values that many have: `1968 ×5, 1969 ×2`. */
function severalOf(props: Shown, { values, distinct, empty }: Mixed): string {
  const { t, n } = props.words;
  if (distinct > 3 || values.some((one) => wordsOf(props, one.value).length > 18)) return '';
  const parts = values.slice(0, distinct).map((one) => `${wordsOf(props, one.value)} ×${n(one.count)}`);
  if (empty > 0) parts.push(`${t('ui.empty')} ×${n(empty)}`);
  return parts.join(', ');
}

function linkOf({ property, words: { t } }: Shown, value: unknown): VNode | undefined {
  if (property.type !== 'url' || typeof value !== 'string') return undefined;
  const href = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
  if (!/^https?:/i.test(href)) return undefined;
  const label = t('ui.openAddress');
  return h(
    'a',
    {
      href,
      target: '_blank',
      rel: 'noopener noreferrer',
      tabindex: '-1',
      'aria-label': label,
      'data-tip': label,
      onClick: (event: Event) => event.stopPropagation(),
    },
    h(ExternalLink, { 'aria-hidden': 'true' }),
  );
}
