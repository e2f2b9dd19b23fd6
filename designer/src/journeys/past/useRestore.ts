import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ApiProblem } from '../../api/problem';
import type { JourneyDocument } from '../document';
import { useScope } from '../editor/scope';
import { keptQuery, restore } from './calls';
import type { Kept } from './point';
import { useDraftTexts } from './texts';

/** Makes a kept drawing the draft again, once everything that is drawn here is saved: so nothing of it is lost. */
export function useRestore() {
  const t = useDraftTexts();
  const queries = useQueryClient();
  const { autosave, tab, goOn, journeyId } = useScope();
  return useCallback(
    async (point: Kept, document: JourneyDocument) => {
      const saving = autosave();
      if (saving === null || !(await saving.flush())) {
        throw new ApiProblem(409, { detail: t('past.restoreUnsaved') });
      }
      goOn(document, await restore(point, saving.revision(), tab));
      await queries.invalidateQueries({ queryKey: keptQuery(journeyId).queryKey });
    },
    [autosave, tab, goOn, journeyId, queries, t],
  );
}
