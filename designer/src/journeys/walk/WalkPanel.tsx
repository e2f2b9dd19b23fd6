import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconPlayerTrackNext, IconRotate } from '@tabler/icons-react';
import { useEffect } from 'react';
import { ApiProblem } from '../../api/problem';
import type { Rehearsal } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { PersonInput } from '../../parts/PersonInput';
import { Waiting } from '../../parts/Waiting';
import { useScope } from '../editor/scope';
import { Choices } from './Choices';
import { Story } from './Story';
import { useWalkTexts } from './texts';
import { useShow } from './useShow';
import { useWalk, type Walking } from './useWalk';
import classes from './Walk.module.css';
import { again, back, choose, MOST, pretend, WAIT } from './walk';
import { useClockOf } from './when';

/** Where the person stands, or how it ended. */
function Place({ found, when }: { readonly found: Rehearsal; readonly when: (moment: string) => string }) {
  const t = useWalkTexts();
  const writer = useWriter();
  const { state, here, held, why, walker } = found;
  const title = state === 'standing' ? t('hereTitle') : t(state === 'ended' ? 'ended' : 'stuck');
  return (
    <div className={classes['place']} data-state={state} role="status">
      <Text size="sm" c="dimmed" className="figures">
        {t('now', { when: when(found.now) })} · {t('owes', { amount: writer.money(walker.balance, walker.currency) })}
      </Text>
      <Text fw={620}>{title}</Text>
      {here.map(({ node, sentence }) => (
        <Text key={node}>{writer.text(sentence)}</Text>
      ))}
      {held && <Text>{t('held', { hold: writer.text(held) })}</Text>}
      {why && <Text>{writer.text(why)}</Text>}
    </div>
  );
}

/** On to the next moment, one step back, and from the beginning. */
function Controls({ walking, found, when }: { walking: Walking; found: Rehearsal; when: (moment: string) => string }) {
  const t = useWalkTexts();
  const { walk, pending, change } = walking;
  const full = walk.happenings.length >= MOST;
  const { next_at: next } = found;
  return (
    <Stack gap="xs">
      {next === null ? (
        found.state === 'standing' && <Text size="sm">{t('never')}</Text>
      ) : (
        <Button
          leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
          disabled={full || pending}
          onClick={() => change((before) => pretend(before, WAIT))}
        >
          {next === found.now ? t('nextCall') : t('next', { when: when(next) })}
        </Button>
      )}
      {full && <Text size="sm">{t('most')}</Text>}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={walk.happenings.length === 0 || pending}
          onClick={() => change(back)}
        >
          {t('back')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRotate size={16} aria-hidden />}
          disabled={pending}
          onClick={() => change(again)}
        >
          {t('again')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A draft that cannot be walked, or whatever else went wrong. */
function Trouble({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useWalkTexts();
  const { store } = useScope();
  if (!(error instanceof ApiProblem) || error.document.problems === undefined) {
    return <Failure error={error} onRetry={onRetry} />;
  }
  return (
    <Alert color="yellow" title={t('unready')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error.message}</Text>
        <Button variant="default" size="compact-md" onClick={() => store.getState().show({ kind: 'problems' })}>
          {t('seeProblems')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** Walks one person through the drawing, from pause to pause, with whatever is pretended at each. */
export function WalkPanel() {
  const t = useWalkTexts();
  const walking = useWalk();
  const { walk, found, failed, pending, change } = walking;
  const show = useShow();
  const when = useClockOf(found?.walker.time_zone ?? 'UTC');
  const at = found?.here[0]?.node;
  useEffect(() => {
    if (at !== undefined) show(at);
  }, [at, show]);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('about')}
      </Text>
      <PersonInput
        label={t('who')}
        person={walk.walker}
        sample={t('sample')}
        onPerson={(walker) => change((before) => choose(before, walker))}
      />
      {failed && <Trouble error={failed} onRetry={walking.retry} />}
      {!(found || failed) && <Waiting />}
      {found && (
        <>
          <Place found={found} when={when} />
          {found.impossible && <Alert color="yellow">{t('impossible')}</Alert>}
          <Controls walking={walking} found={found} when={when} />
          {found.choices.length > 0 && (
            <Choices
              key={at}
              choices={found.choices}
              disabled={pending || walk.happenings.length >= MOST}
              onChoose={(happening) => change((before) => pretend(before, happening))}
            />
          )}
          <Story found={found} when={when} onShow={show} />
          <Text size="sm" c="dimmed">
            {t('clock', { zone: found.walker.time_zone })}
          </Text>
        </>
      )}
    </Stack>
  );
}
