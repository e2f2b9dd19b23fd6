import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateDocument, Variant } from '../document';
import { withLanguage, withNewVariant, withWords } from '../edits';
import { changesOf } from './changes';
import { compareLines, withoutSignatures, wordsOfPage } from './lines';

const A: Variant = { id: 'a', share: 100, subject: 'Hola', preheader: 'Lea', content: { project: { at: 1 } } };
const MAIL: TemplateDocument = {
  schema_version: 1,
  channel: 'email',
  brand: '',
  page: '',
  languages: { es: { variants: [A] } },
};

describe('what differs', () => {
  it('is nothing between a document and its like, whatever the order of its keys', () => {
    expect(changesOf(MAIL, structuredClone(MAIL))).toEqual([]);
    const { content, ...rest } = A;
    expect(changesOf(MAIL, { ...MAIL, languages: { es: { variants: [{ content, ...rest }] } } })).toEqual([]);
  });

  it('is told by what it is of', () => {
    const renamed = withWords(MAIL, 'es', 'a', { subject: 'Buenas', content: { project: { at: 2 } } });
    const two = withNewVariant(renamed, 'es', 'a').document;
    const after = { ...withLanguage(two, 'en', 'es'), brand: 'north' };
    expect(changesOf(MAIL, after)).toEqual([
      { kind: 'brand', before: '', after: 'north' },
      { kind: 'languageAdded', language: 'en' },
      { kind: 'subject', language: 'es', variant: 'a', before: 'Hola', after: 'Buenas' },
      { kind: 'content', language: 'es', variant: 'a' },
      { kind: 'share', language: 'es', variant: 'a', before: '100', after: '50' },
      { kind: 'variantAdded', language: 'es', variant: 'b' },
    ]);
    expect(changesOf(after, MAIL).map(({ kind }) => kind)).toEqual([
      'brand',
      'languageRemoved',
      'subject',
      'content',
      'share',
      'variantRemoved',
    ]);
  });
});

describe('texts line by line', () => {
  it('show what went and what came in place', () => {
    expect(compareLines('Hola\n\nDebe 10\nGracias', 'Hola\nDebe 12\nGracias\nAna')).toEqual([
      { kind: 'same', text: 'Hola' },
      { kind: 'removed', text: 'Debe 10' },
      { kind: 'added', text: 'Debe 12' },
      { kind: 'same', text: 'Gracias' },
      { kind: 'added', text: 'Ana' },
    ]);
  });

  it('give both texts back whole', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = compareLines(before.join('\n'), after.join('\n'));
        const without = (kind: string) => lines.filter((line) => line.kind !== kind).map((line) => line.text);
        expect(without('added')).toEqual(before);
        expect(without('removed')).toEqual(after);
      }),
    );
  });

  it('are read from a page by its blocks, and its styles say nothing', () => {
    const html = '<style>p{}</style><h1>Su saldo</h1><p>Debe <b>10</b> €</p><ul><li>Pague</li><li>Llame</li></ul>';
    const words = wordsOfPage(html)
      .split('\n')
      .map((line) => line.trim());
    expect(words.filter(Boolean)).toEqual(['Su saldo', 'Debe 10 €', 'Pague', 'Llame']);
  });
});

it('takes links that were signed at different times for the same', () => {
  const said = (signed: string) =>
    withoutSignatures(`Pay: https://a.example/p/${signed}/preferences. Thanks (/p/${signed})`);
  expect(said('AAA.x-Y_1')).toBe('Pay: https://a.example/p/…/preferences. Thanks (/p/…)');
  expect(compareLines(said('AAA.x-Y_1'), said('BBB.z'))).toHaveLength(1);
});
