import { Anchor, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MessageRow, MessageState } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { useListAddress } from '../../parts/listAddress';
import { Pager } from '../../parts/Pager';
import { usePhone } from '../../parts/screen';
import { useMay } from '../../session/store';
import { MessageActs } from '../messages/MessageActs';
import { MessageDrawer } from '../messages/MessageDrawer';
import { ChoiceList, ChoiceRow } from './ChoiceList';
import listClasses from './ChoiceList.module.css';
import { SIZE, stoppedMessagesQuery } from './calls';
import { JourneyFilter } from './JourneyFilter';
import classes from './Operations.module.css';
import { useTexts } from './texts';
import { type Chosen, useChosen } from './useChosen';

/** The states in which a message waits for a person's decision. */
const STOPPED = ['held', 'unknown', 'failed', 'refused'] as const satisfies readonly MessageState[];
type Stopped = (typeof STOPPED)[number];

function isStopped(value: string | null): value is Stopped {
  return STOPPED.some((state) => state === value);
}

/** Messages that did not go out, by why, and what to do about them. */
export function StoppedMessages() {
  const t = useTexts();
  const { t: words } = useTranslation();
  const phone = usePhone();
  const address = useListAddress();
  const wished = address.get('state');
  const state = isStopped(wished) ? wished : 'held';
  const journey = Number(address.get('journey')) || null;
  const messages = useQuery(stoppedMessagesQuery(state, journey, address.page));
  const states = STOPPED.map((value) => ({ value, label: t(`stopped.states.${value}`) }));
  const choose = (next: string | null) => address.set({ state: next });
  return (
    <>
      <Group mb="sm" gap="sm">
        {phone ? (
          <Select
            aria-label={words('messages.state')}
            data={states}
            value={state}
            onChange={choose}
            allowDeselect={false}
            flex="1 1 220px"
          />
        ) : (
          <SegmentedControl aria-label={words('messages.state')} data={states} value={state} onChange={choose} />
        )}
        <JourneyFilter value={journey} onChange={(next) => address.set({ journey: next ? String(next) : null })} />
      </Group>
      <Text c="dimmed" mb="md">
        {words(`messages.explained.${state}`)}
      </Text>
      <Answer query={messages}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconMailCheck} title={t('stopped.none')} text={t(`stopped.noneText.${state}`)} />
          ) : (
            <>
              <Messages key={`${state} ${journey}`} items={items} state={state} />
              <Pager
                page={address.page}
                size={SIZE}
                total={total}
                onPage={(next) => address.set({ page: String(next) })}
              />
            </>
          )
        }
      </Answer>
      <MessageDrawer id={Number(address.get('open')) || null} onClose={() => address.set({ open: null })} />
    </>
  );
}

interface MessagesProps {
  readonly items: readonly MessageRow[];
  readonly state: Stopped;
}

function Messages({ items, state }: MessagesProps) {
  const t = useTexts();
  const mayRun = useMay('operations:run');
  const chosen = useChosen(items.map(({ id }) => id));
  return (
    <>
      <ChoiceList
        chosen={chosen}
        choosable={mayRun}
        columns={[t('person'), t('stopped.message'), t('stopped.why'), t('stopped.made')]}
      >
        {items.map((message) => (
          <Row key={message.id} message={message} chosen={chosen} choosable={mayRun} />
        ))}
      </ChoiceList>
      {chosen.ids.length > 0 && (
        <section className={classes['acts']} aria-label={t('stopped.acts')}>
          <p className="figures" role="status">
            <b>{t('stopped.chosen', { count: chosen.ids.length })}</b>
          </p>
          <MessageActs ids={chosen.ids} state={state} onDone={chosen.clear} />
        </section>
      )}
    </>
  );
}

interface RowProps {
  readonly message: MessageRow;
  readonly chosen: Chosen;
  readonly choosable: boolean;
}

function Row({ message, chosen, choosable }: RowProps) {
  const t = useTexts();
  const { t: words } = useTranslation();
  const writer = useWriter();
  const address = useListAddress();
  const { debtor } = message;
  return (
    <ChoiceRow id={message.id} label={t('choose', { name: debtor.name })} chosen={chosen} choosable={choosable}>
      <div>
        <Anchor component={Link} to={`/debtors/${debtor.id}`} c="var(--cauce-ink)" fw={560}>
          {debtor.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {message.recipient ?? words('messages.noRecipient')}
        </Text>
      </div>
      <div>
        <Anchor component="button" type="button" ta="start" onClick={() => address.set({ open: String(message.id) })}>
          {message.subject ?? message.template}
        </Anchor>
        <Text size="sm" c="dimmed">
          {message.journey.name}
        </Text>
      </div>
      <Text>{message.error ?? ''}</Text>
      <Text size="sm" c="dimmed" className={`figures ${listClasses['when']}`}>
        <time dateTime={message.at}>{writer.time(message.at, 'short')}</time>
      </Text>
    </ChoiceRow>
  );
}
