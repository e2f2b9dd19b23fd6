import { Alert, Anchor, Button, List, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { useMeta } from '../../api/meta';
import type { FinishedJourney } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { announce } from '../../parts/notices';
import { Room } from '../../parts/Room';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { asCatalog, type Catalog } from '../catalog';
import { finishedQuery, startFrom } from './api';
import classes from './Gallery.module.css';
import { Sketch } from './Sketch';
import { useGalleryTexts } from './texts';
import { type ReadStep, stepsOf } from './walk';

function Step({ step }: { readonly step: ReadStep }) {
  const t = useGalleryTexts();
  const ways = step.ways.map(({ label, to }) => t('preview.leadsTo', { way: label, number: to }));
  return (
    <li className={classes['step']} style={{ '--kind': step.kind?.color ?? 'var(--cauce-muted)' }}>
      <span className={`${classes['badge']} figures`}>{step.number}</span>
      <span className={classes['said']}>{step.sentence}</span>
      <span className={classes['ways']}>{ways.length > 0 ? ways.join(' · ') : t('preview.end')}</span>
      {step.script !== '' && <p className={classes['script']}>{step.script}</p>}
    </li>
  );
}

/** What would keep it from being published on this installation. */
function Readiness({ journey }: { readonly journey: FinishedJourney }) {
  const t = useGalleryTexts();
  const { language } = useWriter();
  const missing = [...new Set(journey.problems.map((problem) => problem.message[language]))];
  return (
    <>
      {missing.length === 0 ? (
        <Text size="sm" c="dimmed" mb="md" className={classes['foot']}>
          <IconCircleCheck size={16} aria-hidden /> {t('preview.ready')}
        </Text>
      ) : (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t('preview.missing')} mb="md">
          <List size="sm">
            {missing.map((message) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {journey.fields.length > 0 && (
        <Text size="sm" c="dimmed" mb="md">
          {t('preview.fields', { names: journey.fields.map((field) => field[language]).join(', ') })}
        </Text>
      )}
    </>
  );
}

function Whole({ journey, catalog }: { readonly journey: FinishedJourney; readonly catalog: Catalog }) {
  const t = useGalleryTexts();
  const { language } = useWriter();
  const steps = stepsOf(journey, catalog, language);
  return (
    <>
      <Readiness journey={journey} />
      <div className={classes['whole']}>
        <section className={classes['drawing']} aria-label={t('preview.drawing')}>
          <Sketch item={journey} catalog={catalog} numbers={new Map(steps.map(({ id, number }) => [id, number]))} />
        </section>
        <section>
          <Title order={2} mb="sm">
            {t('preview.steps')}
          </Title>
          <ol className={classes['steps']}>
            {steps.map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

/** One finished journey to read through, and to begin from. */
export function FinishedRoom() {
  const { key = '' } = useParams();
  const t = useGalleryTexts();
  const said = useSaid();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { language } = useWriter();
  const mayEdit = useMay('journeys:edit');
  const finished = useQuery(finishedQuery(key, language));
  const meta = useMeta();
  const start = useMutation({
    mutationFn: () => startFrom(key, language),
    onSuccess: async ({ journeys }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['journeys', 'list'] }),
        queries.invalidateQueries({ queryKey: ['meta'] }),
      ]);
      await navigate(`/journeys/${journeys[0]?.id}`);
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  const begin = mayEdit ? (
    <Button leftSection={<IconPlus size={18} />} loading={start.isPending} onClick={() => start.mutate()}>
      {t('preview.start')}
    </Button>
  ) : (
    <Text c="dimmed">{t('preview.nobody')}</Text>
  );
  const back = (
    <Anchor component={Link} to="/journeys/new" underline="always">
      {t('preview.back')}
    </Anchor>
  );
  return (
    <Room
      title={finished.data?.name ?? t('title')}
      lead={
        <>
          {finished.data?.about} {back}
        </>
      }
      actions={finished.data && begin}
    >
      <Answer query={finished}>
        {(journey) => <Answer query={meta}>{(known) => <Whole journey={journey} catalog={asCatalog(known)} />}</Answer>}
      </Answer>
    </Room>
  );
}
