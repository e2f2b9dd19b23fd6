import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Waiting } from '../parts/Waiting';
import { Lost } from '../shell/Lost';
import { EditorRoom } from './editor/EditorRoom';
import { addGalleryTexts } from './gallery/texts';
import { ListRoom } from './list/ListRoom';
import { LiveRoom } from './live/LiveRoom';
import { addDraftTexts } from './past/texts';
import { SegmentRoom } from './segments/SegmentRoom';
import { SegmentsRoom } from './segments/SegmentsRoom';
import { addSegmentTexts } from './segments/texts';
import { addJourneyTexts } from './texts';
import { addWalkTexts } from './walk/texts';

addJourneyTexts();
addGalleryTexts();
addDraftTexts();
addSegmentTexts();
addWalkTexts();

// Most visits go to a journey that is there: the gallery is fetched when somebody first goes to it.
const GalleryRoom = lazy(async () => ({ default: (await import('./gallery/GalleryRoom')).GalleryRoom }));
const FinishedRoom = lazy(async () => ({ default: (await import('./gallery/FinishedRoom')).FinishedRoom }));

function Later({ of: Room }: { readonly of: ComponentType }) {
  return (
    <Suspense fallback={<Waiting rows={3} height={300} />}>
      <Room />
    </Suspense>
  );
}

/** The room where journeys are listed and drawn, and the segments that they share. */
export function JourneysRoom() {
  return (
    <Routes>
      <Route index element={<ListRoom />} />
      <Route path="new" element={<Later of={GalleryRoom} />} />
      <Route path="new/:key" element={<Later of={FinishedRoom} />} />
      <Route path="segments" element={<SegmentsRoom />} />
      <Route path="segments/:segment" element={<SegmentRoom />} />
      <Route path=":id" element={<EditorRoom />} />
      <Route path=":id/live" element={<LiveRoom />} />
      <Route path="*" element={<Lost />} />
    </Routes>
  );
}
