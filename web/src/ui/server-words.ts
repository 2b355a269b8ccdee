import french from './server-french.json';

/*
 * The server says its sentences in English, as its log and its command line do. Each of them that a person can meet
 * stands in server-french.json, `{}` where a name or number stands; server-words.test.ts reads the server's sources
 * and names those that are missing.
 */

interface Template {
  pattern: RegExp;
  french: string;
}
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
let templates: Template[] | undefined;

/** The templates, the most particular ones first: those with the most letters of their own. */
function all(): Template[] {
  const weight = (english: string): number => english.replaceAll('{}', '').length;
  templates ??= Object.entries(french)
    .sort(([one], [other]) => weight(other) - weight(one))
    .map(([english, text]) => ({
      pattern: new RegExp(`^${english.split('{}').map(literal).join('(.+?)')}$`, 's'),
      french: text,
    }));
  return templates;
}

const kinds: Record<string, string> = {
  property: 'propriété',
  'property group': 'groupe de propriétés',
  tag: 'étiquette',
  folder: 'dossier',
  root: 'dossier racine',
  person: 'personne',
  project: 'projet',
  'a name': 'un nom',
  'a type': 'un type',
  'a mode': 'un mode',
  'a propertyId': 'une propriété',
};

/** Says one of the server's sentences in French; undefined for one that is not known. What stands in it may be one too. */
export function inFrench(sentence: string): string | undefined {
  // Where in a commit the trouble stands is told to scripts.
  const plain = sentence.replace(/^(?:[a-zA-Z]+(?:\[\d+\])?\.?)+: (?=.)/, '');
  for (const text of new Set([sentence, plain]))
    for (const { pattern, french: words } of all()) {
      const found = pattern.exec(text);
      if (found)
        return words.replace(/\{(\d)\}/g, (_, at: string) => {
          const part = found[Number(at)] ?? '';
          return kinds[part] ?? inFrench(part) ?? part;
        });
    }
  return undefined;
}

/** The same for a line that begins with a path: `a/b.jpg: the file is empty`. */
export function lineInFrench(line: string): string | undefined {
  for (let at = line.indexOf(': '); at >= 0; at = line.indexOf(': ', at + 1)) {
    const reason = inFrench(line.slice(at + 2));
    if (reason) return `${line.slice(0, at)} : ${reason}`;
  }
  return inFrench(line);
}
