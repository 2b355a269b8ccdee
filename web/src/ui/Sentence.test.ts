import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import { telling, type DeedLike } from '@/engine/deeds';
import Sentence from './Sentence.vue';
import en from './en.json';
import fr from './fr.json';

function said(language: 'en' | 'fr', what: DeedLike[], by?: string): string {
  const i18n = createI18n({
    legacy: false,
    locale: language,
    messages: { en: { ui: en }, fr: { ui: fr } } as never,
    pluralRules: { fr: (count: number, choices: number) => (choices > 1 && count >= 2 ? 1 : 0) },
  });
  return mount(Sentence, { props: { what, by }, global: { plugins: [i18n] } }).text();
}

describe('a sentence of history', () => {
  it('says who, what, on how many', () => {
    const deed = { kind: 'tagged', count: 412, name: 'strike', color: 0 };
    expect(said('en', [deed])).toBe('You tagged 412 images strike');
    expect(said('fr', [deed])).toBe('Vous avez étiqueté 412 images strike');
    expect(said('en', [{ ...deed, count: 1 }], 'Ada')).toBe('Ada tagged 1 image strike');
    expect(said('fr', [{ ...deed, count: 1 }], 'Ada')).toBe('Ada a étiqueté 1 image strike');
  });

  it('is singular for none in French and plural in English', () => {
    expect(said('en', [{ kind: 'cleared', count: 0, name: 'year' }])).toContain('0 images');
    expect(said('fr', [{ kind: 'cleared', count: 0, name: 'year' }])).toContain('0 image');
    expect(said('fr', [{ kind: 'cleared', count: 0, name: 'year' }])).not.toContain('images');
  });

  it('names the value that all got, and says so where they differ', () => {
    expect(said('en', [{ kind: 'set', count: 3, name: 'year', value: '1968' }])).toBe(
      'You set year to 1968 on 3 images',
    );
    expect(said('en', [{ kind: 'set', count: 3, name: 'year' }])).toBe('You edited year on 3 images');
    expect(said('en', [{ kind: 'untagged', count: 2, name: '' }])).toBe('You took tags off 2 images');
  });

  it('tells each kind of deed in both languages', () => {
    const kinds = ['tagged', 'untagged', 'set', 'cleared', 'imported', 'removed', 'missing', 'found', 'other'];
    for (const object of ['property', 'tag', 'group'])
      kinds.push(`${object}Made`, `${object}Changed`, `${object}Deleted`);
    kinds.push('folderDeleted', 'folderChanged', 'rootChanged', 'vectorsAdded', 'vectorsRemoved');
    kinds.push('vectorTypeMade', 'vectorTypeDeleted', 'mapStored', 'mapDeleted', 'resultStored', 'resultDeleted');
    for (const language of ['en', 'fr'] as const)
      for (const kind of kinds)
        for (const name of ['', 'x'])
          for (const count of [1, 2])
            expect(said(language, [{ kind, count, name }]), kind).not.toMatch(/ui\.deeds|\{|\|/);
  });

  it('tells what was meant, not what followed from it', () => {
    const what = [
      { kind: 'untagged', count: 40, name: 'strike' },
      { kind: 'tagDeleted', count: 1, name: 'strike' },
    ];
    expect(telling(what).map((deed) => deed.kind)).toEqual(['tagDeleted']);
    expect(
      telling([
        { kind: 'tagMade', count: 1 },
        { kind: 'tagged', count: 5 },
      ]).map((deed) => deed.kind),
    ).toEqual(['tagged']);
  });
});
