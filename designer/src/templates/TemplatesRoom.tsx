import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Waiting } from '../parts/Waiting';
import { Lost } from '../shell/Lost';
import { bringTemplateTexts } from './frame/texts';
import { ListRoom } from './list/ListRoom';

/** Fetches the texts of these rooms, to be awaited before they are drawn. */
export const bringRoomTexts = bringTemplateTexts;

const NewRoom = lazy(async () => ({ default: (await import('./make/NewRoom')).NewRoom }));
const TemplateRoom = lazy(async () => ({ default: (await import('./page/TemplateRoom')).TemplateRoom }));
const EditorRoom = lazy(async () => ({ default: (await import('./editor/EditorRoom')).EditorRoom }));

/** The rooms of what marketers make: the list, a new one, one to look at, and its editor. */
export function TemplatesRoom() {
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route index element={<ListRoom />} />
        <Route path="new" element={<NewRoom />} />
        <Route path=":key" element={<TemplateRoom />} />
        <Route path=":key/edit" element={<EditorRoom />} />
        <Route path="*" element={<Lost />} />
      </Routes>
    </Suspense>
  );
}
