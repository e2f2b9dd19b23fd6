/** Pure edits of a template's document: each gives a new one, and what was not touched stays the very same object. */

import { type TemplateDocument, type Variant, variantsOf } from './document';
import type { VariantWords } from './editor/contract';

const WHOLE = 100;
export const MOST_VARIANTS = 4;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function withVariants(document: TemplateDocument, language: string, variants: readonly Variant[]): TemplateDocument {
  const spoken = { ...document.languages[language], variants };
  return { ...document, languages: { ...document.languages, [language]: spoken } };
}

/** What one variant says now. */
export function withWords(
  document: TemplateDocument,
  language: string,
  id: string,
  changed: Partial<VariantWords>,
): TemplateDocument {
  const variants = variantsOf(document, language);
  return withVariants(
    document,
    language,
    variants.map((variant) => (variant.id === id ? { ...variant, ...changed } : variant)),
  );
}

/** Whole numbers in the given proportions that sum to `total`; what rounding leaves goes to the largest rests. */
function portions(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum === 0 ? total / weights.length : (weight * total) / sum));
  const whole = exact.map(Math.floor);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .toSorted((left, right) => right.rest - left.rest || left.index - right.index);
  const missing = total - whole.reduce((all, value) => all + value, 0);
  for (const { index } of order.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

/** Gives one variant this share, and the others what is left, in the proportions that they had. */
export function withShare(document: TemplateDocument, language: string, id: string, share: number): TemplateDocument {
  const variants = variantsOf(document, language);
  const others = variants.filter((variant) => variant.id !== id);
  if (others.length === 0 || others.length === variants.length) return document;
  const own = Math.max(0, Math.min(WHOLE, Math.round(share)));
  const rest = portions(
    others.map((variant) => variant.share),
    WHOLE - own,
  );
  const shares = new Map(others.map((variant, index) => [variant.id, rest[index] ?? 0]));
  return withVariants(
    document,
    language,
    variants.map((variant) => ({ ...variant, share: shares.get(variant.id) ?? own })),
  );
}

/** A copy of a variant under the next free letter; all get the same share, for that is what a test begins with. */
export function withNewVariant(
  document: TemplateDocument,
  language: string,
  from: string,
): { readonly document: TemplateDocument; readonly id: string } {
  const variants = variantsOf(document, language);
  const copied = variants.find((variant) => variant.id === from);
  const id = [...LETTERS].find((letter) => variants.every((variant) => variant.id !== letter));
  if (copied === undefined || id === undefined || variants.length >= MOST_VARIANTS) return { document, id: from };
  const all = [...variants, { ...copied, id }];
  const shares = portions(
    all.map(() => 1),
    WHOLE,
  );
  return {
    document: withVariants(
      document,
      language,
      all.map((variant, index) => ({ ...variant, share: shares[index] ?? 0 })),
    ),
    id,
  };
}

/** Without a variant; its share goes to the others, in the proportions that they have. The last one stays. */
export function withoutVariant(document: TemplateDocument, language: string, id: string): TemplateDocument {
  const left = variantsOf(document, language).filter((variant) => variant.id !== id);
  if (left.length === 0) return document;
  const shares = portions(
    left.map((variant) => variant.share),
    WHOLE,
  );
  return withVariants(
    document,
    language,
    left.map((variant, index) => ({ ...variant, share: shares[index] ?? 0 })),
  );
}

/** One language more, which begins as a copy of another. */
export function withLanguage(document: TemplateDocument, language: string, from: string): TemplateDocument {
  const copied = document.languages[from];
  if (copied === undefined || language in document.languages) return document;
  return { ...document, languages: { ...document.languages, [language]: copied } };
}

/** Without a language; the last one stays. */
export function withoutLanguage(document: TemplateDocument, language: string): TemplateDocument {
  const left = Object.entries(document.languages).filter(([spoken]) => spoken !== language);
  return left.length === 0 ? document : { ...document, languages: Object.fromEntries(left) };
}
