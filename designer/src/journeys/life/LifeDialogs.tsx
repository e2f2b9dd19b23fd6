import { Checkbox, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JourneyLife } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { useTexts } from '../texts';
import { archive, type Life, type LifeAct, pause, restore, resume, stop, waitingMessagesQuery } from './life';

const LONGEST_RAMP = 10_080; // a week, in minutes

interface Props {
  readonly life: Life;
  /** How many people are on the journey now. */
  readonly people: number;
  readonly onDone: (after: JourneyLife) => void;
  readonly onClose: () => void;
}

function PauseDialog({ life, people, onDone, onClose }: Props) {
  const t = useTexts();
  const { data: messages } = useQuery(waitingMessagesQuery(life.id));
  return (
    <ActDialog
      title={t('life.pauseTitle', { name: life.name })}
      effects={[
        t('life.pauseStay', { count: people }),
        messages === undefined ? t('life.pauseSilence') : t('life.pauseMessages', { count: messages }),
        t('life.pauseEvents'),
      ]}
      confirm={t('life.pauseGo')}
      asksWhy
      act={(reason) => pause(life.id, reason)}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

function ResumeDialog({ life, people, onDone, onClose }: Props) {
  const t = useTexts();
  const { data: messages } = useQuery(waitingMessagesQuery(life.id));
  const writer = useWriter();
  const [timers, setTimers] = useState<'shift' | 'keep'>('shift');
  const [ramp, setRamp] = useState<number | ''>(0);
  const minutes = ramp === '' ? 0 : ramp;
  const waiting = messages === undefined ? [] : [t('life.resumeMessages', { count: messages })];
  const since = life.halt ? [t('life.resumeSince', { when: writer.time(life.halt.at) })] : [];
  return (
    <ActDialog
      title={t('life.resumeTitle', { name: life.name })}
      effects={[...since, t('life.resumePeople', { count: people }), ...waiting]}
      confirm={t('life.resumeGo')}
      act={() => resume(life.id, timers, minutes)}
      onDone={onDone}
      onClose={onClose}
    >
      <Radio.Group
        label={t('life.timers')}
        value={timers}
        onChange={(value) => setTimers(value === 'keep' ? 'keep' : 'shift')}
      >
        <Stack gap="sm" mt={4}>
          <Radio value="shift" label={t('life.shift')} description={t('life.shiftHelp')} />
          <Radio value="keep" label={t('life.keep')} description={t('life.keepHelp')} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t('life.ramp')}
        description={minutes > 0 ? t('life.rampHelp', { time: writer.span(minutes * 60) }) : t('life.rampNone')}
        value={ramp}
        onChange={(value) => setRamp(typeof value === 'number' ? value : '')}
        min={0}
        max={LONGEST_RAMP}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        suffix={` ${t('life.minutes')}`}
      />
    </ActDialog>
  );
}

function StopDialog({ life, people, onDone, onClose }: Props) {
  const t = useTexts();
  const [sure, setSure] = useState(false);
  const { data: messages } = useQuery(waitingMessagesQuery(life.id));
  return (
    <ActDialog
      title={t('life.stopTitle', { name: life.name })}
      effects={[
        t('life.stopPeople', { count: people }),
        messages === undefined ? t('life.stopMessagesSome') : t('life.stopMessages', { count: messages }),
        t('life.stopHistory'),
      ]}
      confirm={t('life.stopGo')}
      danger
      asksWhy
      ready={sure}
      act={(reason) => stop(life.id, reason)}
      onDone={onDone}
      onClose={onClose}
    >
      <Checkbox
        color="red.8"
        checked={sure}
        label={t('life.stopSure')}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
    </ActDialog>
  );
}

function ArchiveDialog({ life, onDone, onClose }: Props) {
  const t = useTexts();
  return (
    <ActDialog
      title={t('life.archiveTitle', { name: life.name })}
      effects={[t('life.archiveGone'), t('life.archiveKept')]}
      confirm={t('life.archiveGo')}
      asksWhy
      act={(reason) => archive(life.id, reason)}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

function RestoreDialog({ life, onDone, onClose }: Props) {
  const t = useTexts();
  return (
    <ActDialog
      title={t('life.restoreTitle', { name: life.name })}
      effects={[t('life.restoreBack'), t('life.restoreStill')]}
      confirm={t('life.restoreGo')}
      act={() => restore(life.id)}
      onDone={onDone}
      onClose={onClose}
    >
      {life.halt?.reason && <Text c="dimmed">{t('life.archivedFor', { reason: life.halt.reason })}</Text>}
    </ActDialog>
  );
}

const DIALOGS = {
  pause: PauseDialog,
  resume: ResumeDialog,
  stop: StopDialog,
  archive: ArchiveDialog,
  restore: RestoreDialog,
} as const;

/** Asks before a journey is paused, resumed, stopped, archived or restored, and says what it means for people. */
export function LifeDialog({ act, ...rest }: Props & { readonly act: LifeAct }) {
  const Dialog = DIALOGS[act];
  return <Dialog {...rest} />;
}
