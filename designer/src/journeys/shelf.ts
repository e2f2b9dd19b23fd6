/** A draft's place in the browser while the server does not have it yet. */

import type { Shelf } from './autosave';
import type { JourneyDocument } from './document';

export interface Kept {
  readonly draft: JourneyDocument;
  readonly revision: number;
}

function key(journeyId: number | string): string {
  return `cauce.draft.${journeyId}`;
}

/** A full or forbidden storage costs the safety net only, never the editor. */
function guarded(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
  }
}

export function shelfFor(journeyId: number | string): Shelf<JourneyDocument> {
  return {
    keep: (kept) => guarded(() => localStorage.setItem(key(journeyId), JSON.stringify(kept))),
    clear: () => guarded(() => localStorage.removeItem(key(journeyId))),
  };
}

/** What was left unsaved, if anything that can be read. */
export function keptDraft(journeyId: number | string): Kept | null {
  let text: string | null = null;
  guarded(() => {
    text = localStorage.getItem(key(journeyId));
  });
  if (text === null) {
    return null;
  }
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    const whole = typeof kept.revision === 'number' && Array.isArray(kept.draft?.nodes);
    return whole ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
