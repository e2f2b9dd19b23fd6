import { useEffect } from 'react';
import { keepHistory } from '../keptHistory';
import type { EditorStore } from '../store';

/** Keeps what was done whenever the editor may be left: by a reload, another page, or another room of the studio. */
export function useKeptHistory(journeyId: number, store: EditorStore): void {
  useEffect(() => {
    const keep = () => keepHistory(journeyId, store.getState().history);
    const onHide = () => {
      if (document.visibilityState === 'hidden') {
        keep();
      }
    };
    globalThis.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      globalThis.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', onHide);
      keep();
    };
  }, [journeyId, store]);
}
