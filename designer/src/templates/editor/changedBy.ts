import { sameJson } from '../../drafts/sameJson';
import { type TemplateDraft, variantOf } from '../document';
import { withWords } from '../edits';
import type { Spot } from '../preview/PreviewPane';
import type { VariantWords } from './contract';

/** The edit of a draft that an editor told; what it told again as it was is no change, and is not saved. */
export function changedBy({ language, variant }: Spot, changed: Partial<VariantWords>) {
  return (draft: TemplateDraft): TemplateDraft => {
    const before = variantOf(draft.document, language, variant);
    if (before === null || before.id !== variant) return draft;
    const told = Object.entries(changed).filter(
      ([name, value]) => !sameJson(before[name as keyof VariantWords], value),
    );
    if (told.length === 0) return draft;
    return { ...draft, document: withWords(draft.document, language, variant, Object.fromEntries(told)) };
  };
}
