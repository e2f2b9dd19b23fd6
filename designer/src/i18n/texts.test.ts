import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import galleryEn from '../journeys/gallery/texts/en.json';
import galleryEs from '../journeys/gallery/texts/es.json';
import liveEn from '../journeys/live/texts/en.json';
import liveEs from '../journeys/live/texts/es.json';
import draftsEn from '../journeys/past/texts/en.json';
import draftsEs from '../journeys/past/texts/es.json';
import journeysEn from '../journeys/texts/en.json';
import journeysEs from '../journeys/texts/es.json';
import walkEn from '../journeys/walk/texts/en.json';
import walkEs from '../journeys/walk/texts/es.json';
import operationsEn from '../rooms/operations/texts/en.json';
import operationsEs from '../rooms/operations/texts/es.json';
import tasksEn from '../rooms/tasks/texts/en.json';
import tasksEs from '../rooms/tasks/texts/es.json';
import en from './en.json';
import es from './es.json';
import { currentLanguage, firstLanguage, speak } from './index';

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

describe.each([
  ['studio', es, en],
  ['journeys', journeysEs, journeysEn],
  ['gallery', galleryEs, galleryEn],
  ['drafts', draftsEs, draftsEn],
  ['walk', walkEs, walkEn],
  ['the live view', liveEs, liveEn],
  ['operations', operationsEs, operationsEn],
  ['tasks', tasksEs, tasksEn],
])('the texts of %s', (_, es, en) => {
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
});

describe('the language', () => {
  it('is the one of the last visit', async () => {
    await speak('es');
    expect(firstLanguage()).toBe('es');
    expect(currentLanguage()).toBe('es');
    expect(document.documentElement.lang).toBe('es');
    expect(i18next.t('shell.debtors')).toBe('Deudores');
  });

  it('is the browser’s on a first visit', () => {
    expect(firstLanguage()).toBe('en');
  });
});
