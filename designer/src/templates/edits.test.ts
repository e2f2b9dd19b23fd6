import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateDocument, Variant } from './document';
import { languagesOf, variantOf, variantsOf } from './document';
import {
  MOST_VARIANTS,
  withLanguage,
  withNewVariant,
  withoutLanguage,
  withoutVariant,
  withShare,
  withWords,
} from './edits';

const CONTENT = { project: { pages: [{ id: 'p1' }] } };
const A: Variant = { id: 'a', share: 100, subject: 'Hola', preheader: '', content: CONTENT };
const MAIL: TemplateDocument = {
  schema_version: 1,
  channel: 'email',
  brand: '',
  page: '',
  languages: { es: { variants: [A] }, en: { variants: [{ ...A, subject: 'Hello' }] } },
};

const shares = (document: TemplateDocument) => variantsOf(document, 'es').map(({ id, share }) => `${id}${share}`);

interface Act {
  readonly do: 'add' | 'remove' | 'share';
  readonly id: string;
  readonly to: number;
}

function done(document: TemplateDocument, act: Act): TemplateDocument {
  if (act.do === 'add') return withNewVariant(document, 'es', act.id).document;
  return act.do === 'remove' ? withoutVariant(document, 'es', act.id) : withShare(document, 'es', act.id, act.to);
}

describe('what a variant says', () => {
  it('changes alone, and leaves everything else the very same', () => {
    const changed = withWords(MAIL, 'es', 'a', { subject: 'Buenas' });
    expect(variantOf(changed, 'es', 'a')).toEqual({ ...A, subject: 'Buenas' });
    expect(variantOf(changed, 'es', 'a')?.content).toBe(CONTENT);
    expect(changed.languages['en']).toBe(MAIL.languages['en']);
    expect(variantOf(MAIL, 'es', 'a')?.subject).toBe('Hola');
  });
});

describe('variants', () => {
  it('begin as a copy with equal shares, under the next free letter', () => {
    const first = withNewVariant(MAIL, 'es', 'a');
    expect(first.id).toBe('b');
    expect(shares(first.document)).toEqual(['a50', 'b50']);
    const second = withNewVariant(first.document, 'es', 'b');
    expect(shares(second.document)).toEqual(['a34', 'b33', 'c33']);
    const again = withNewVariant(withoutVariant(second.document, 'es', 'b'), 'es', 'a');
    expect(again.id).toBe('b');
  });

  it('are no more than four', () => {
    let document = MAIL;
    for (let turn = 0; turn < 6; turn += 1) document = withNewVariant(document, 'es', 'a').document;
    expect(variantsOf(document, 'es')).toHaveLength(MOST_VARIANTS);
  });

  it('hand their share to the others when they go, and the last one stays', () => {
    const two = withShare(withNewVariant(MAIL, 'es', 'a').document, 'es', 'a', 80);
    expect(shares(two)).toEqual(['a80', 'b20']);
    expect(shares(withoutVariant(two, 'es', 'a'))).toEqual(['b100']);
    expect(withoutVariant(MAIL, 'es', 'a')).toBe(MAIL);
  });

  it('always share a hundred, whatever is done to them', () => {
    const act: fc.Arbitrary<Act> = fc.record({
      do: fc.constantFrom('add', 'remove', 'share'),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'z'),
      to: fc.integer({ min: -20, max: 130 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const document = acts.reduce(done, MAIL);
        const all = variantsOf(document, 'es');
        expect(all.reduce((sum, { share }) => sum + share, 0)).toBe(100);
        expect(all.every(({ share }) => Number.isInteger(share) && share >= 0)).toBe(true);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }),
    );
  });
});

describe('languages', () => {
  it('begin as a copy of another, and the last one stays', () => {
    const three = withLanguage(MAIL, 'fr', 'es');
    expect(three.languages['fr']).toBe(MAIL.languages['es']);
    expect(languagesOf(three, 'fr')).toEqual(['fr', 'en', 'es']);
    expect(withLanguage(MAIL, 'en', 'es')).toBe(MAIL);
    expect(Object.keys(withoutLanguage(MAIL, 'en').languages)).toEqual(['es']);
    expect(withoutLanguage(withoutLanguage(MAIL, 'en'), 'es').languages).toEqual({ es: MAIL.languages['es'] });
  });
});
