import { Anchor, Button, Radio, Stack, Text } from '@mantine/core';
import { IconArrowForwardUp, IconDoorExit, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetterPage } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { end, replay, skip, type Chosen as Target } from './calls';
import classes from './Operations.module.css';
import { useTexts } from './texts';
import type { Chosen } from './useChosen';
import { type WayOut, waysInCommon } from './ways';

interface Props {
  readonly page: DeadLetterPage;
  readonly journey: number | null;
  readonly chosen: Chosen;
}

type Act = 'replay' | 'skip' | 'end';

/** What can be done with the chosen people, or with everybody who failed on a journey. */
export function StepActs({ page, journey, chosen }: Props) {
  const t = useTexts();
  const writer = useWriter();
  const [whole, setWhole] = useState(false);
  const [act, setAct] = useState<Act | null>(null);
  const everybody = whole && chosen.all && journey !== null;
  const count = everybody ? page.total : chosen.ids.length;
  if (count === 0) return null;
  const target: Target = everybody ? { journey } : { ids: [...chosen.ids] };
  const letters = page.items.filter(({ id }) => chosen.has(id));
  const ways = waysInCommon(letters);
  return (
    <section className={classes['acts']} aria-label={t('steps.acts')}>
      <p className="figures" role="status">
        <b>{t('steps.chosen', { count })}</b>{' '}
        {chosen.all && journey !== null && page.total > chosen.ids.length && !everybody && (
          <Anchor component="button" type="button" onClick={() => setWhole(true)}>
            {t('steps.chooseJourney', { total: writer.number(page.total) })}
          </Anchor>
        )}
      </p>
      <Button size="sm" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setAct('replay')}>
        {t('steps.replay')}
      </Button>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconArrowForwardUp size={16} aria-hidden />}
        disabled={ways.length === 0}
        title={ways.length === 0 ? t('steps.noWay') : ''}
        onClick={() => setAct('skip')}
      >
        {t('steps.skip')}
      </Button>
      <Button
        size="sm"
        variant="default"
        color="red.8"
        leftSection={<IconDoorExit size={16} aria-hidden />}
        onClick={() => setAct('end')}
      >
        {t('steps.end')}
      </Button>
      {act && (
        <ActOnSteps
          act={act}
          count={count}
          target={target}
          ways={ways}
          onClose={() => setAct(null)}
          onDone={() => {
            setAct(null);
            setWhole(false);
            chosen.clear();
          }}
        />
      )}
    </section>
  );
}

interface ActProps {
  readonly act: Act;
  readonly count: number;
  readonly target: Target;
  readonly ways: readonly WayOut[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ActOnSteps({ act, count, target, ways, onClose, onDone }: ActProps) {
  const t = useTexts();
  const writer = useWriter();
  const queries = useQueryClient();
  const [port, setPort] = useState(ways[0]?.name ?? '');
  const acting = (reason: string) => {
    if (act === 'replay') return replay(target);
    return act === 'skip' ? skip(target, port) : end(target, reason);
  };
  const done = (answer: { readonly count: number }) => {
    announce(t(`steps.done.${act}`, { count: answer.count }));
    void queries.invalidateQueries({ queryKey: ['dead-letters'] });
    void queries.invalidateQueries({ queryKey: ['operations'] });
    onDone();
  };
  return (
    <ActDialog
      title={t(`steps.title.${act}`)}
      effects={[t(`steps.effect.${act}`, { count }), t(`steps.after.${act}`)]}
      confirm={t(`steps.go.${act}`)}
      danger={act === 'end'}
      asksWhy={act === 'end'}
      act={acting}
      onDone={done}
      onClose={onClose}
    >
      {act === 'skip' && (
        <Radio.Group label={t('steps.way')} value={port} onChange={setPort}>
          <Stack gap="xs" mt={4}>
            {ways.map(({ name, label }) => (
              <Radio key={name} value={name} label={writer.text(label)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {act === 'replay' && <Text c="dimmed">{t('steps.replayHint')}</Text>}
    </ActDialog>
  );
}
