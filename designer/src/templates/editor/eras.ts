/** How often each variant's words came from elsewhere: its editor, which holds them itself, begins anew with them. */

import { sameJson } from '../../drafts/sameJson';
import { type TemplateDocument, variantsOf } from '../document';
import type { Spot } from '../preview/PreviewPane';

export type Eras = ReadonlyMap<string, number>;

export const NO_ERAS: Eras = new Map();

const keyOf = ({ language, variant }: Spot) => `${language} ${variant}`;

export function eraOf(eras: Eras, spot: Spot): number {
  return eras.get(keyOf(spot)) ?? 0;
}

/** One more for each variant whose words are other ones now; who writes another one is not disturbed. */
export function erasAfter(eras: Eras, before: TemplateDocument, now: TemplateDocument): Eras {
  const next = new Map(eras);
  for (const [language, { variants }] of Object.entries(now.languages)) {
    for (const { share: _, ...said } of variants) {
      const was = variantsOf(before, language).find(({ id }) => id === said.id);
      if (was !== undefined && sameJson({ ...was, share: 0 }, { ...said, share: 0 })) continue;
      const spot = { language, variant: said.id };
      next.set(keyOf(spot), eraOf(next, spot) + 1);
    }
  }
  return next;
}
