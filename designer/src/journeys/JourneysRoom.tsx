import { Route, Routes } from 'react-router';
import { Lost } from '../shell/Lost';
import { EditorRoom } from './editor/EditorRoom';
import { ListRoom } from './list/ListRoom';
import { FieldsRoom } from './segments/FieldsRoom';
import { SegmentRoom } from './segments/SegmentRoom';
import { SegmentsRoom } from './segments/SegmentsRoom';
import { addSegmentTexts } from './segments/texts';
import { addJourneyTexts } from './texts';

addJourneyTexts();
addSegmentTexts();

/** The room where journeys are listed and drawn, and the segments that they share. */
export function JourneysRoom() {
  return (
    <Routes>
      <Route index element={<ListRoom />} />
      <Route path="segments" element={<SegmentsRoom />} />
      <Route path="segments/fields" element={<FieldsRoom />} />
      <Route path="segments/:segment" element={<SegmentRoom />} />
      <Route path=":id" element={<EditorRoom />} />
      <Route path="*" element={<Lost />} />
    </Routes>
  );
}
