import { createI18n } from 'vue-i18n';

/** Languages of the page; English stands in where a person's language is none of them. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each folder keeps its own words: `features/gallery/en.json` holds the keys `gallery.…`. */
const files = import.meta.glob<Record<string, unknown>>('/src/**/{en,fr}.json', { eager: true, import: 'default' });

function messagesOf(language: Language): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const [path, words] of Object.entries(files)) {
    const [folder, file] = path.split('/').slice(-2);
    if (file === `${language}.json`) all[folder!] = words;
  }
  return all;
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  // Messages have as many plural forms as a language needs; the typing of a schema would tie all folders together.
  messages: { en: messagesOf('en') as never, fr: messagesOf('fr') as never },
  missingWarn: false,
  // In French nothing is singular, too: 0 image, 1 image, 2 images.
  pluralRules: { fr: (count, choices) => (choices > 1 && count >= 2 ? 1 : 0) },
});

/*
 * A page has hundreds of plain numbers, and the library would make a formatter for each of them, again whenever it is
 * drawn: here there is one for each language.
 */
const plain = new Map<string, Intl.NumberFormat>();
const { n } = i18n.global;
i18n.global.n = ((value: number, ...how: []) => {
  const language = i18n.global.locale.value;
  if (how.length > 0) return n(value, ...how);
  let format = plain.get(language);
  if (!format) plain.set(language, (format = new Intl.NumberFormat(language)));
  return format.format(value);
}) as typeof n;

/** The language that a browser asks for, among ours. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

/** Shows the page in a language, from words to numbers and to what assistive tools are told. */
export function speak(language: Language): void {
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
}
