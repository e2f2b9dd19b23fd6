/** How a template's draft is sent to the server, and what comes of it. */

import type { SaveResult } from '../../drafts/autosave';
import { againWithToken, asSaveResult } from '../../drafts/result';
import { sameJson } from '../../drafts/sameJson';
import { fetchTemplate, type SavedTemplate, saveDraft, type TemplateDetail } from '../api';
import type { TemplateDraft } from '../document';

/** A template's draft as it is edited. */
export function draftOf({ name, document }: Pick<TemplateDetail, 'name' | 'document'>): TemplateDraft {
  return { name, document };
}

/**
 * A function that saves one template's drafts; a refusal comes back as a value. A save whose answer got lost is
 * recognised when the next one meets it, and is no conflict.
 */
export function makeSaver(key: string, onSaved: (saved: SavedTemplate) => void) {
  let unanswered: TemplateDraft | null = null;

  async function put(draft: TemplateDraft, revision: number, keep: boolean): Promise<SaveResult> {
    const send = () => saveDraft(key, revision, draft.document, draft.name, keep);
    try {
      const saved = await send().catch((error: unknown) => againWithToken(error, send));
      onSaved(saved);
      return { kind: 'saved', revision: saved.revision };
    } catch (error) {
      return asSaveResult(error);
    }
  }

  return async (draft: TemplateDraft, revision: number, merged = false): Promise<SaveResult> => {
    let result = await put(draft, revision, merged);
    if (result.kind === 'conflict' && unanswered !== null) {
      const theirs = await fetchTemplate(key);
      if (sameJson(draftOf(theirs), unanswered)) {
        result = await put(draft, theirs.revision, merged);
      }
    }
    unanswered = result.kind === 'unreachable' ? draft : null;
    return result;
  };
}
