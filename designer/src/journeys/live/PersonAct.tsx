import { Radio, Select, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StandingPerson, VersionWays } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { useScope } from '../editor/scope';
import { goOn, moveTo, takeOff } from './api';
import { useLiveTexts } from './texts';
import { useMessageName } from './useMessageName';

/** What can be done to one person on a journey. */
export type HandAct = 'go_on' | 'move' | 'remove';

interface Props {
  readonly act: HandAct;
  readonly person: StandingPerson;
  readonly ways: VersionWays;
  readonly paused: boolean;
  readonly onClose: () => void;
}

/** Written, and not with a channel: what an act can still cancel. */
const WAITING = new Set(['queued', 'held', 'paused']);
/** The way out by which time, and no event, lets people go: what most who press the button mean. */
const BY_TIME = ['timeout', 'overdue', 'next'];

/** What will happen, one plain sentence each. */
function useEffects({ act, person, paused }: Props): readonly string[] {
  const t = useLiveTexts();
  const name = useMessageName();
  const waiting = person.waiting.filter(({ state }) => WAITING.has(state));
  return [
    t(`act.effect.${act}`),
    ...waiting.map((message) => t(act === 'go_on' ? 'act.keeps' : 'act.cancels', { message: name(message) })),
    ...(person.tasks > 0 ? [t('act.tasks', { count: person.tasks })] : []),
    ...(paused && act !== 'remove' ? [t('act.paused')] : []),
    t('act.noted'),
  ];
}

function usualWay(ways: VersionWays): string {
  const usual = BY_TIME.find((port) => ways.ports.some(({ name }) => name === port));
  return usual ?? ways.ports[0]?.name ?? '';
}

/** Asks before one person is let go on, put on another step or taken off, and why. */
export function PersonAct(props: Props) {
  const { act, person, ways, onClose } = props;
  const t = useLiveTexts();
  const writer = useWriter();
  const queries = useQueryClient();
  const { journeyId } = useScope();
  const effects = useEffects(props);
  const [port, setPort] = useState(() => usualWay(ways));
  const [target, setTarget] = useState<string | null>(null);
  const { name } = person.debtor;
  const askAgain = () => void queries.invalidateQueries({ queryKey: ['journeys', 'people', journeyId] });
  const doIt = (reason: string) => {
    if (act === 'go_on') return goOn(person, port, reason);
    return act === 'move' ? moveTo(person, target ?? '', reason) : takeOff(person, reason);
  };
  const done = () => {
    announce(t(`act.done.${act}`, { name }));
    askAgain();
    onClose();
  };
  const places = ways.places.map(({ node, sentence, label }) => ({
    value: node,
    label: writer.text(sentence) || writer.text(label),
  }));
  return (
    <ActDialog
      title={t(`act.title.${act}`, { name })}
      effects={effects}
      confirm={t(`act.go.${act}`)}
      danger={act === 'remove'}
      asksWhy
      ready={act !== 'move' || target !== null}
      act={doIt}
      onDone={done}
      onRefused={askAgain}
      onClose={onClose}
    >
      {act === 'go_on' && ways.ports.length > 1 && (
        <Radio.Group label={t('act.way')} value={port} onChange={setPort}>
          <Stack gap="xs" mt={4}>
            {ways.ports.map((way) => (
              <Radio key={way.name} value={way.name} label={writer.text(way.label)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {act === 'move' && (
        <Select
          label={t('act.target')}
          placeholder={t('act.targetPlaceholder')}
          nothingFoundMessage={t('act.nothing')}
          searchable
          data={places}
          value={target}
          onChange={setTarget}
        />
      )}
    </ActDialog>
  );
}
