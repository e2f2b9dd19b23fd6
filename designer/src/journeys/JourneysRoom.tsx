import { Route, Routes } from 'react-router';
import { Lost } from '../shell/Lost';
import { EditorRoom } from './editor/EditorRoom';
import { ListRoom } from './list/ListRoom';
import { addJourneyTexts } from './texts';

addJourneyTexts();

/** The room where journeys are listed and drawn. */
export function JourneysRoom() {
  return (
    <Routes>
      <Route index element={<ListRoom />} />
      <Route path=":id" element={<EditorRoom />} />
      <Route path="*" element={<Lost />} />
    </Routes>
  );
}
