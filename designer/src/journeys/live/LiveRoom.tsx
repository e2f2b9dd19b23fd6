import { Button } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMeta } from '../../api/meta';
import { ApiProblem } from '../../api/problem';
import { EmptyState } from '../../parts/EmptyState';
import { Failure } from '../../parts/Failure';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { Lost } from '../../shell/Lost';
import { asCatalog } from '../catalog';
import { runningQuery } from './api';
import { LiveView } from './LiveView';
import { addLiveTexts, useLiveTexts } from './texts';

addLiveTexts();

function NeverPublished({ id }: { readonly id: number }) {
  const t = useLiveTexts();
  return (
    <EmptyState icon={IconBroadcast} title={t('never')} text={t('neverText')} level={1}>
      <Button component={Link} to={`/journeys/${id}`}>
        {t('toDraft')}
      </Button>
    </EmptyState>
  );
}

function Watched({ id }: { readonly id: number }) {
  const t = useLiveTexts();
  const running = useQuery(runningQuery(id));
  const meta = useMeta();
  if (running.data !== undefined && meta.data !== undefined) {
    const again = () => void running.refetch();
    return (
      <LiveView key={running.data.version.id} running={running.data} catalog={asCatalog(meta.data)} onOther={again} />
    );
  }
  if (running.error instanceof ApiProblem && running.error.status === 404) {
    return <NeverPublished id={id} />;
  }
  const failed = running.error ?? meta.error;
  if (failed) {
    const retry = () => void Promise.all([running.refetch(), meta.refetch()]);
    return (
      <Room title={t('open')}>
        <Failure error={failed} onRetry={retry} />
      </Room>
    );
  }
  return <Waiting rows={6} height={78} />;
}

/** A journey as it runs, opened by its number in the address. */
export function LiveRoom() {
  const { id } = useParams();
  const number = Number(id);
  return Number.isInteger(number) && number > 0 ? <Watched key={number} id={number} /> : <Lost />;
}
