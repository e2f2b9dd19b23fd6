import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Waiting } from '../parts/Waiting';
import { Lost } from '../shell/Lost';
import { ListRoom } from './list/ListRoom';
import { addSegmentTexts } from './segments/texts';
import { addJourneyTexts } from './texts';

addJourneyTexts();
addSegmentTexts();

// The list is the first room that most people see: what draws and edits comes when it is wanted.
const EditorRoom = lazy(async () => ({ default: (await import('./editor/EditorRoom')).EditorRoom }));
const SegmentRoom = lazy(async () => ({ default: (await import('./segments/SegmentRoom')).SegmentRoom }));
const SegmentsRoom = lazy(async () => ({ default: (await import('./segments/SegmentsRoom')).SegmentsRoom }));

/** The room where journeys are listed and drawn, and the segments that they share. */
export function JourneysRoom() {
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route index element={<ListRoom />} />
        <Route path="segments" element={<SegmentsRoom />} />
        <Route path="segments/:segment" element={<SegmentRoom />} />
        <Route path=":id" element={<EditorRoom />} />
        <Route path="*" element={<Lost />} />
      </Routes>
    </Suspense>
  );
}
