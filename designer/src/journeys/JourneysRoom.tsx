import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Waiting } from '../parts/Waiting';
import { Lost } from '../shell/Lost';
import { bringGalleryTexts } from './gallery/texts';
import { ListRoom } from './list/ListRoom';
import { bringListTexts } from './list/texts';
import { bringDraftTexts } from './past/texts';
import { bringSegmentTexts } from './segments/texts';
import { bringJourneyTexts } from './texts';
import { bringWalkTexts } from './walk/texts';

/** Fetches the texts of the list, to be awaited before it is drawn. */
export const bringRoomTexts = bringListTexts;

/** A room behind the list, which is drawn when its code and its texts are there. */
function behind(fetch: () => Promise<ComponentType>) {
  return lazy(async () => {
    const [room] = await Promise.all([
      fetch(),
      bringJourneyTexts(),
      bringGalleryTexts(),
      bringDraftTexts(),
      bringSegmentTexts(),
      bringWalkTexts(),
    ]);
    return { default: room };
  });
}

// The list is the first room that most people see: what draws and edits comes when it is wanted.
const GalleryRoom = behind(async () => (await import('./gallery/GalleryRoom')).GalleryRoom);
const FinishedRoom = behind(async () => (await import('./gallery/FinishedRoom')).FinishedRoom);
const LiveRoom = behind(async () => (await import('./live/LiveRoom')).LiveRoom);
const EditorRoom = behind(async () => (await import('./editor/EditorRoom')).EditorRoom);
const FieldsRoom = behind(async () => (await import('./segments/FieldsRoom')).FieldsRoom);
const SegmentRoom = behind(async () => (await import('./segments/SegmentRoom')).SegmentRoom);
const SegmentsRoom = behind(async () => (await import('./segments/SegmentsRoom')).SegmentsRoom);

/** The room where journeys are listed and drawn, and the segments that they share. */
export function JourneysRoom() {
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route index element={<ListRoom />} />
        <Route path="new" element={<GalleryRoom />} />
        <Route path="new/:key" element={<FinishedRoom />} />
        <Route path="segments" element={<SegmentsRoom />} />
        <Route path="segments/fields" element={<FieldsRoom />} />
        <Route path="segments/:segment" element={<SegmentRoom />} />
        <Route path=":id" element={<EditorRoom />} />
        <Route path=":id/live" element={<LiveRoom />} />
        <Route path="*" element={<Lost />} />
      </Routes>
    </Suspense>
  );
}
