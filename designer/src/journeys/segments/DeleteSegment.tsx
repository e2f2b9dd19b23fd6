import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Segment } from '../../api/types';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { deleteSegment } from './api';
import { useSegmentTexts } from './texts';

/** Deletes a segment, once it was asked whether that is meant. */
export function DeleteSegment({ segment }: { readonly segment: Segment }) {
  const t = useSegmentTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const gone = async () => {
    announce(t('deleted', { name: segment.name }));
    await navigate('/journeys/segments');
    queries.removeQueries({ queryKey: ['segments', 'one', segment.id] });
    await queries.invalidateQueries({ queryKey: ['segments'] });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
        {t('delete')}
      </Button>
      {asking && (
        <ActDialog
          title={t('deleteTitle', { name: segment.name })}
          effects={[t('deleteEffect')]}
          confirm={t('delete')}
          danger
          act={() => deleteSegment(segment.id)}
          onDone={() => void gone()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
