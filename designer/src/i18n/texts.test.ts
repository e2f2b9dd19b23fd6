import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import es from './es.json';
import { bringTexts, currentLanguage, firstLanguage, speak } from './index';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(before + key, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name).sort();
/** Spanish counts a million differently, so it has one plural form more. */
const shared = (texts: Map<string, string>) => [...texts.keys()].filter((key) => !key.endsWith('_many')).sort();

/** Every file of texts there is, wherever a room keeps its own. */
const FILES = import.meta.glob<Tree>('../**/texts/*.json', { eager: true, import: 'default' });
const ROOMS = Object.keys(FILES)
  .filter((path) => path.endsWith('/es.json'))
  .map((path): [string, Tree, Tree] => [path, FILES[path] ?? {}, FILES[path.replace('es.json', 'en.json')] ?? {}]);

it('are found for every room', () => {
  expect(ROOMS.length).toBeGreaterThanOrEqual(4);
});

describe.each([['studio', es as Tree, en as Tree], ...ROOMS] as [string, Tree, Tree][])(
  'the texts of %s',
  (_, es, en) => {
    it('say the same things in both languages', () => {
      expect(shared(flat(es))).toEqual(shared(flat(en)));
    });

    it('take the same variables in both languages', () => {
      const english = flat(en);
      for (const [key, text] of flat(es)) {
        if (!key.endsWith('_many')) expect([key, variables(text)]).toEqual([key, variables(english.get(key) ?? '')]);
      }
    });

    it('are never empty', () => {
      for (const texts of [flat(es), flat(en)]) {
        expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
      }
    });
  },
);

describe('the language', () => {
  it('is the one of the last visit', async () => {
    await speak('es');
    expect(firstLanguage()).toBe('es');
    expect(currentLanguage()).toBe('es');
    expect(document.documentElement.lang).toBe('es');
    expect(i18next.t('shell.debtors')).toBe('Deudores');
  });

  it('is that of a room, too, which is opened while another one is chosen', async () => {
    await speak('en');
    const files = (name: string) => ({
      es: async () => ({ default: { title: `${name} en español` } }),
      en: async () => ({ default: { title: `${name} in English` } }),
    });
    await bringTexts('walk', files('First'));
    const spoken = speak('es');
    await bringTexts('gallery', files('Second'));
    await spoken;
    expect(i18next.getResource('es', 'gallery', 'title')).toBe('Second en español');
  });

  it('is the browser’s on a first visit', () => {
    expect(firstLanguage()).toBe('en');
  });
});
