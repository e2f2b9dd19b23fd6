import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useMeta } from '../../api/meta';
import { Failure } from '../../parts/Failure';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { Lost } from '../../shell/Lost';
import { journeyQuery } from '../api';
import { asCatalog } from '../catalog';
import { useListTexts } from '../list/texts';
import { seatQuery } from '../presence/calls';
import { Editor } from './Editor';
import { NARROW } from './narrow';

function OpenJourney({ id }: { readonly id: number }) {
  const t = useListTexts();
  const journey = useQuery(journeyQuery(id));
  const meta = useMeta();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const mayEdit = useMay('journeys:edit') && !narrow;
  const seat = useQuery(seatQuery(id, mayEdit));
  const failed = journey.error ?? meta.error;
  if (journey.data !== undefined && meta.data !== undefined && seat.data !== undefined) {
    const whyReadOnly = mayEdit ? null : narrow ? 'narrow' : 'role';
    const catalog = asCatalog(meta.data);
    return <Editor key={id} journey={journey.data} catalog={catalog} seat={seat.data} whyReadOnly={whyReadOnly} />;
  }
  if (failed) {
    const retry = () => void Promise.all([journey.refetch(), meta.refetch()]);
    return (
      <Room title={t('title')}>
        <Failure error={failed} onRetry={retry} />
      </Room>
    );
  }
  return <Waiting rows={6} height={78} />;
}

/** One journey, opened by its number in the address. */
export function EditorRoom() {
  const { id } = useParams();
  const number = Number(id);
  return Number.isInteger(number) && number > 0 ? <OpenJourney key={number} id={number} /> : <Lost />;
}
