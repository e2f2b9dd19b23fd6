/** What differs between two documents of a template, in the order in which people look for it. */

import { sameJson } from '../../drafts/sameJson';
import { type TemplateDocument, type Variant, variantsOf } from '../document';

/** One difference; of a text what it was and what it is. */
export type Change =
  | { readonly kind: 'brand'; readonly before: string; readonly after: string }
  | { readonly kind: 'page'; readonly before: string; readonly after: string }
  | { readonly kind: 'languageAdded'; readonly language: string }
  | { readonly kind: 'languageRemoved'; readonly language: string }
  | {
      readonly kind: 'variantAdded' | 'variantRemoved' | 'content';
      readonly language: string;
      readonly variant: string;
    }
  | {
      readonly kind: 'share' | 'subject' | 'preheader';
      readonly language: string;
      readonly variant: string;
      readonly before: string;
      readonly after: string;
    };

function ofVariant(language: string, before: Variant, after: Variant): readonly Change[] {
  const where = { language, variant: after.id };
  const texts = (['subject', 'preheader'] as const).flatMap((kind): Change[] => {
    const [was, is] = [before[kind] ?? '', after[kind] ?? ''];
    return was === is ? [] : [{ kind, ...where, before: was, after: is }];
  });
  const share: Change[] =
    before.share === after.share
      ? []
      : [{ kind: 'share', ...where, before: `${before.share}`, after: `${after.share}` }];
  const content: Change[] = sameJson(before.content, after.content) ? [] : [{ kind: 'content', ...where }];
  return [...texts, ...content, ...share];
}

function ofLanguage(language: string, before: TemplateDocument, after: TemplateDocument): readonly Change[] {
  const was = variantsOf(before, language);
  const is = variantsOf(after, language);
  const gone = was.filter(({ id }) => is.every((other) => other.id !== id));
  return [
    ...is.flatMap((variant): readonly Change[] => {
      const earlier = was.find(({ id }) => id === variant.id);
      return earlier === undefined
        ? [{ kind: 'variantAdded', language, variant: variant.id }]
        : ofVariant(language, earlier, variant);
    }),
    ...gone.map(({ id }): Change => ({ kind: 'variantRemoved', language, variant: id })),
  ];
}

export function changesOf(before: TemplateDocument, after: TemplateDocument): readonly Change[] {
  const was = Object.keys(before.languages);
  const is = Object.keys(after.languages);
  return [
    ...(['brand', 'page'] as const).flatMap((kind): Change[] =>
      before[kind] === after[kind] ? [] : [{ kind, before: before[kind], after: after[kind] }],
    ),
    ...is
      .filter((language) => !was.includes(language))
      .map((language): Change => ({ kind: 'languageAdded', language })),
    ...was
      .filter((language) => !is.includes(language))
      .map((language): Change => ({ kind: 'languageRemoved', language })),
    ...is.filter((language) => was.includes(language)).flatMap((language) => ofLanguage(language, before, after)),
  ];
}
