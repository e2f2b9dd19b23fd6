import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Journey } from '../../api/types';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { fetchJourney, saveAsCopy } from '../api';
import { useTexts } from '../texts';
import classes from './Editor.module.css';
import { useScope } from './scope';

interface Props {
  readonly journey: Journey;
  readonly onTheirs: (journey: Journey) => void;
}

/** Somebody else saved in between: go on from theirs, or keep one's own as a journey of its own. */
export function Conflict({ journey, onTheirs }: Props) {
  const t = useTexts();
  const said = useSaid();
  const navigate = useNavigate();
  const { store, autosave } = useScope();
  const onError = (error: Error) => announce(said(error), 'failed');
  const theirs = useMutation({ mutationFn: () => fetchJourney(journey.id), onSuccess: onTheirs, onError });
  const copy = useMutation({
    mutationFn: () => {
      const mine = store.getState().history.present;
      return saveAsCopy(mine, t('conflict.copyName', { name: mine.name }));
    },
    onSuccess: async (made) => {
      autosave()?.restart(autosave()?.revision() ?? 0);
      announce(t('conflict.copied', { name: made.name }));
      await navigate(`/journeys/${made.id}`);
    },
    onError,
  });
  return (
    <div className={classes['conflict']} role="alert">
      <p>
        <b>{t('conflict.title')}.</b> {t('conflict.text')}
      </p>
      <Button variant="default" size="xs" loading={theirs.isPending} onClick={() => theirs.mutate()}>
        {t('conflict.theirs')}
      </Button>
      <Button size="xs" loading={copy.isPending} onClick={() => copy.mutate()}>
        {t('conflict.copy')}
      </Button>
    </div>
  );
}
