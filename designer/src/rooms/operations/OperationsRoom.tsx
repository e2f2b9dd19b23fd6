import { Badge, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../parts/Answer';
import { useListAddress } from '../../parts/listAddress';
import { Room } from '../../parts/Room';
import { operationsQuery } from './calls';
import { FailedSteps } from './FailedSteps';
import classes from './Operations.module.css';
import { StateTab } from './StateTab';
import { StoppedMessages } from './StoppedMessages';
import { addOperationsTexts, useTexts } from './texts';

addOperationsTexts();

const TABS = ['state', 'steps', 'messages'] as const;
type Tab = (typeof TABS)[number];

function isTab(value: string | null): value is Tab {
  return TABS.some((tab) => tab === value);
}

/** How the installation runs, and what needs a person: failures, and messages that did not go out. */
export function OperationsRoom() {
  const t = useTexts();
  const address = useListAddress();
  const operations = useQuery(operationsQuery);
  const wished = address.get('tab');
  const tab = isTab(wished) ? wished : 'state';
  const { steps, messages } = operations.data ?? {};
  const counts: Readonly<Record<Tab, number>> = {
    state: 0,
    steps: steps?.failed ?? 0,
    messages: (messages?.held ?? 0) + (messages?.unknown ?? 0),
  };
  return (
    <Room title={t('title')} lead={t('lead')}>
      <Tabs
        value={tab}
        onChange={(next) => address.set({ tab: next === 'state' ? null : next, journey: null, state: null })}
        keepMounted={false}
      >
        <Tabs.List mb="lg" className={classes['tabs'] ?? ''}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={counts[name] > 0 && <Count count={counts[name]} />}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="state">
          <Answer query={operations}>{(found) => <StateTab found={found} />}</Answer>
        </Tabs.Panel>
        <Tabs.Panel value="steps">
          <FailedSteps />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <StoppedMessages />
        </Tabs.Panel>
      </Tabs>
    </Room>
  );
}

function Count({ count }: { readonly count: number }) {
  return (
    <Badge size="sm" variant="light" color="red" c="var(--cauce-error-deep)" className="figures">
      {count}
    </Badge>
  );
}
