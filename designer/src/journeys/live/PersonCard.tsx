import { ActionIcon, Anchor, Menu, Text } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconArrowsExchange,
  IconClockPause,
  IconDoorExit,
  IconDots,
  IconMail,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StandingPerson, VersionWays, WaitingMessage } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useMay } from '../../session/store';
import classes from './Live.module.css';
import { type HandAct, PersonAct } from './PersonAct';
import { useLiveTexts } from './texts';
import { useMessageName } from './useMessageName';

interface Props {
  readonly person: StandingPerson;
  readonly ways: VersionWays | undefined;
  readonly paused: boolean;
  readonly version: number;
}

const ICONS = { go_on: IconArrowForwardUp, move: IconArrowsExchange, remove: IconDoorExit } as const;

function Message({ message }: { readonly message: WaitingMessage }) {
  const t = useLiveTexts();
  const writer = useWriter();
  const name = useMessageName()(message);
  const when = writer.time(message.due_at, 'short');
  const why = message.why ? writer.text(message.why) : '';
  const waits = message.state === 'queued' || message.state === 'paused';
  const says = () => {
    if (message.by_rule && waits) return t('people.deferred', { message: name, when, why });
    return why === '' ? t('people.queued', { message: name, when }) : t('people.stopped', { message: name, why });
  };
  const Icon = message.by_rule ? IconClockPause : IconMail;
  return (
    <li data-rule={message.by_rule}>
      <Icon size={15} stroke={1.8} aria-hidden />
      <span>{says()}</span>
    </li>
  );
}

function Facts({ person, version }: Pick<Props, 'person' | 'version'>) {
  const t = useLiveTexts();
  const writer = useWriter();
  const { state } = person;
  const until = person.until ? t('people.until', { when: writer.time(person.until, 'short') }) : t('people.noLimit');
  const events = person.waits_for.map((event) => writer.text(event));
  const stuck = state === 'failed' || state === 'held' || state === 'frozen';
  return (
    <>
      <p className="figures">
        {t('people.since', { when: writer.time(person.since, 'short') })}
        {!stuck && ` · ${until}`}
      </p>
      {stuck && <p className={classes['stuck']}>{t(`people.${state}`)}</p>}
      {events.length > 0 && <p>{t('people.waitsFor', { events: events.join(' · ') })}</p>}
      {person.tasks > 0 && <p>{t('people.tasks', { count: person.tasks })}</p>}
      {person.version !== version && <p>{t('people.older', { version: person.version })}</p>}
    </>
  );
}

/** One person on a step: since when, until when, what for, what a rule keeps back; and what can be done. */
export function PersonCard({ person, ways, paused, version }: Props) {
  const t = useLiveTexts();
  const mayRun = useMay('journeys:run');
  const [act, setAct] = useState<HandAct | null>(null);
  const { name } = person.debtor;
  const acts: readonly HandAct[] = (ways?.ports.length ?? 0) === 0 ? ['move', 'remove'] : ['go_on', 'move', 'remove'];
  return (
    <li className={classes['person']}>
      <div className={classes['who']}>
        <span>
          <Anchor component={Link} to={`/debtors/${person.debtor.id}`} fw={600}>
            {name}
          </Anchor>{' '}
          <Text span size="sm" c="var(--cauce-muted)">
            {person.account_ref}
          </Text>
        </span>
        {mayRun && ways !== undefined && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray.7" aria-label={t('people.act', { name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {acts.map((one) => {
                const Icon = ICONS[one];
                return (
                  <Menu.Item key={one} leftSection={<Icon size={16} aria-hidden />} onClick={() => setAct(one)}>
                    {t(`act.${one}`)}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Facts person={person} version={version} />
      {person.waiting.length > 0 && (
        <ul className={classes['messages']}>
          {person.waiting.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      {act !== null && ways !== undefined && (
        <PersonAct act={act} person={person} ways={ways} paused={paused} onClose={() => setAct(null)} />
      )}
    </li>
  );
}
