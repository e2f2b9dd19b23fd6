import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameJson } from '../../drafts/sameJson';
import { type TemplateDraft, variantsOf } from '../document';
import { withLanguage, withNewVariant, withoutLanguage, withoutVariant, withShare, withWords } from '../edits';
import { SMS } from '../sample';
import { changedBy } from './changedBy';
import { eraOf, erasAfter, NO_ERAS } from './eras';
import { mergeDrafts } from './merging';

const BASE: TemplateDraft = { name: { es: 'Aviso', en: 'Notice' }, document: SMS };
const said = (language: string, text: string): TemplateDraft => {
  return { ...BASE, document: withWords(BASE.document, language, 'a', { content: { text } }) };
};

it('puts together what was written in two languages, and what was named beside it', () => {
  const mine = { ...said('es', 'Mío'), name: { es: 'Otro', en: 'Other' } };
  const merged = mergeDrafts(BASE, mine, said('en', 'Theirs'));
  expect(merged?.name).toBe(mine.name);
  expect(merged?.document.languages).toEqual({
    es: mine.document.languages['es'],
    en: said('en', 'Theirs').document.languages['en'],
  });
  expect(Object.keys(merged?.document ?? {})).toEqual(Object.keys(SMS));
});

it('takes what is the same on both sides, and languages that came or went', () => {
  expect(mergeDrafts(BASE, said('es', 'Igual'), said('es', 'Igual'))).toEqual(said('es', 'Igual'));
  const more = { ...BASE, document: withLanguage(BASE.document, 'fr', 'es') };
  const less = { ...BASE, document: withoutLanguage(BASE.document, 'en') };
  expect(Object.keys(mergeDrafts(BASE, more, less)?.document.languages ?? {})).toEqual(['es', 'fr']);
});

it.each([
  ['the same language', said('es', 'Mío'), said('es', 'Suyo')],
  ['the name', { ...BASE, name: { es: 'A', en: 'A' } }, { ...BASE, name: { es: 'B', en: 'B' } }],
  ['the brand', { ...BASE, document: { ...SMS, brand: 'a' } }, { ...BASE, document: { ...SMS, brand: 'b' } }],
  ['a language that went', { ...BASE, document: withoutLanguage(SMS, 'es') }, said('es', 'Suyo')],
])('clashes over %s', (_, mine, theirs) => {
  expect(mergeDrafts(BASE, mine, theirs)).toBeNull();
});

it('takes what an editor says again as no change at all', () => {
  const spot = { language: 'es', variant: 'a' };
  expect(changedBy(spot, { content: { text: 'Hola {{ debtor.first_name }}' } })(BASE)).toBe(BASE);
  expect(changedBy({ language: 'fr', variant: 'a' }, { content: { text: 'x' } })(BASE)).toBe(BASE);
  expect(changedBy({ language: 'es', variant: 'b' }, { content: { text: 'x' } })(BASE)).toBe(BASE);
  expect(changedBy(spot, { content: { text: 'Nuevo' } })(BASE)).toEqual(said('es', 'Nuevo'));
});

const BOTH = withNewVariant(SMS, 'es', 'a').document;
const both = (document: TemplateDraft['document']): TemplateDraft => ({ ...BASE, document });
const write = (document: TemplateDraft['document'], id: string, text: string) =>
  withWords(document, 'es', id, { content: { text } });
const textsOf = (draft: TemplateDraft | null) =>
  draft && variantsOf(draft.document, 'es').map(({ id, share, content }) => `${id} ${share} ${content['text']}`);

describe('two who write different variants of one language', () => {
  it('keep what both wrote', () => {
    const merged = mergeDrafts(both(BOTH), both(write(BOTH, 'a', 'Mío')), both(write(BOTH, 'b', 'Suyo')));
    expect(textsOf(merged)).toEqual(['a 50 Mío', 'b 50 Suyo']);
  });

  it('keep what one wrote and whom the other gave it to', () => {
    const shared = withShare(BOTH, 'es', 'a', 70);
    expect(textsOf(mergeDrafts(both(BOTH), both(write(BOTH, 'a', 'Mío')), both(shared)))?.[0]).toBe('a 70 Mío');
    const more = withNewVariant(write(BOTH, 'b', 'Suyo'), 'es', 'b').document;
    const merged = textsOf(mergeDrafts(both(BOTH), both(write(BOTH, 'a', 'Mío')), both(more)));
    expect(merged).toEqual(['a 34 Mío', 'b 33 Suyo', 'c 33 Suyo']);
    const less = withoutVariant(BOTH, 'es', 'b');
    expect(textsOf(mergeDrafts(both(BOTH), both(less), both(write(BOTH, 'a', 'Suyo'))))).toEqual(['a 100 Suyo']);
  });

  it.each([
    ['the same variant', write(BOTH, 'b', 'Mío'), write(BOTH, 'b', 'Suyo')],
    ['the shares', withShare(BOTH, 'es', 'a', 70), withShare(BOTH, 'es', 'a', 20)],
    ['a variant that went', withoutVariant(BOTH, 'es', 'b'), write(BOTH, 'b', 'Suyo')],
    ['which variants there are', withoutVariant(BOTH, 'es', 'b'), withNewVariant(BOTH, 'es', 'a').document],
    [
      'a variant that both began',
      write(withNewVariant(BOTH, 'es', 'a').document, 'c', 'Mío'),
      write(withNewVariant(BOTH, 'es', 'a').document, 'c', 'Suyo'),
    ],
  ])('clash over %s', (_, mine, theirs) => {
    expect(mergeDrafts(both(BOTH), both(mine), both(theirs))).toBeNull();
  });
});

it('has only the editor begin anew whose words came from elsewhere', () => {
  const eras = erasAfter(NO_ERAS, BOTH, write(withShare(BOTH, 'es', 'a', 70), 'b', 'Suyo'));
  expect(eraOf(eras, { language: 'es', variant: 'a' })).toBe(0);
  expect(eraOf(eras, { language: 'en', variant: 'a' })).toBe(0);
  expect(eraOf(eras, { language: 'es', variant: 'b' })).toBe(1);
  expect(eraOf(erasAfter(eras, BOTH, write(BOTH, 'b', 'Otro')), { language: 'es', variant: 'b' })).toBe(2);
});

/** Everything that somebody can have changed, each under its own name; absence is a value too. */
function facts({ name, document }: TemplateDraft): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>([
    ['name', name],
    ['brand', document.brand],
    ['page', document.page],
  ]);
  for (const [language, { variants }] of Object.entries(document.languages)) {
    found.set(
      `shares ${language}`,
      variants.map(({ id, share }) => [id, share]),
    );
    for (const { id, share: _, ...said } of variants) found.set(`said ${language} ${id}`, said);
  }
  return found;
}

type Edit = (document: TemplateDraft['document']) => TemplateDraft['document'];

const LANGUAGE = fc.constantFrom('es', 'en', 'fr');
const LETTER = fc.constantFrom('a', 'b', 'c');
const EDIT: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(LANGUAGE, LETTER, fc.string()).map(([language, id, text]): Edit => {
    return (document) => {
      return language in document.languages ? withWords(document, language, id, { content: { text } }) : document;
    };
  }),
  fc.tuple(LANGUAGE, LETTER, fc.nat(100)).map(([language, id, share]): Edit => {
    return (document) => withShare(document, language, id, share);
  }),
  fc.tuple(LANGUAGE, LETTER).map(
    ([language, id]): Edit =>
      (document) =>
        withNewVariant(document, language, id).document,
  ),
  fc.tuple(LANGUAGE, LETTER).map(
    ([language, id]): Edit =>
      (document) =>
        withoutVariant(document, language, id),
  ),
  fc.tuple(LANGUAGE, LANGUAGE).map(
    ([language, from]): Edit =>
      (document) =>
        withLanguage(document, language, from),
  ),
  LANGUAGE.map(
    (language): Edit =>
      (document) =>
        withoutLanguage(document, language),
  ),
  fc.constantFrom('', 'kit').map(
    (brand): Edit =>
      (document) => ({ ...document, brand }),
  ),
);
const EDITS = fc.array(EDIT, { maxLength: 4 });
const after = (base: TemplateDraft, edits: readonly Edit[]): TemplateDraft => ({
  ...base,
  document: edits.reduce((document, edit) => edit(document), base.document),
});

it('never loses what either side changed, whoever saved first, and asks only where both changed the same', () => {
  let merges = 0;
  fc.assert(
    fc.property(EDITS, EDITS, EDITS, (before, one, other) => {
      const base = after(both(BOTH), before);
      const [mine, theirs] = [after(base, one), after(base, other)];
      const merged = mergeDrafts(base, mine, theirs);
      const [was, is, others] = [facts(base), facts(mine), facts(theirs)];
      const names = new Set([...was.keys(), ...is.keys(), ...others.keys()]);
      const changed = (side: ReadonlyMap<string, unknown>) => {
        return [...names].filter((name) => !sameJson(side.get(name), was.get(name)));
      };
      const overlap = changed(is).filter((name) => !sameJson(others.get(name), was.get(name)));
      const conflicts = overlap.filter((name) => !sameJson(is.get(name), others.get(name)));
      const turned = mergeDrafts(base, theirs, mine);
      if (merged === null) {
        expect(turned).toBeNull();
        const emptied = Object.keys(mine.document.languages).every(
          (language) => !(language in theirs.document.languages),
        );
        expect(conflicts.length > 0 || emptied).toBe(true);
        return;
      }
      merges += 1;
      expect(conflicts).toEqual([]);
      const result = facts(merged);
      for (const name of changed(is)) expect(result.get(name)).toEqual(is.get(name));
      for (const name of changed(others)) expect(result.get(name)).toEqual(others.get(name));
      for (const name of result.keys()) expect([...names]).toContain(name);
      expect(facts(turned ?? merged)).toEqual(result);
      for (const { variants } of Object.values(merged.document.languages)) {
        expect(variants.reduce((sum, { share }) => sum + share, 0)).toBe(100);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(merges).toBeGreaterThan(100);
});
