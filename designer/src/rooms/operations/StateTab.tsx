import { SimpleGrid, Stack } from '@mantine/core';
import type { Operations } from '../../api/types';
import { Alarms } from './Alarms';
import { MessageFigures, PeopleFigures } from './Figures';
import { DatabaseCard, QueueCard, TickerCard, WorkersCard } from './Machinery';

/** Whether all goes well, then the figures, then the machines behind them. */
export function StateTab({ found }: { readonly found: Operations }) {
  return (
    <Stack gap="md">
      <Alarms alarms={found.alarms} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <PeopleFigures steps={found.steps} />
        <MessageFigures messages={found.messages} />
      </SimpleGrid>
      <WorkersCard workers={found.workers} />
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <QueueCard queue={found.queue} />
        <TickerCard ticker={found.ticker} />
        <DatabaseCard database={found.database} />
      </SimpleGrid>
    </Stack>
  );
}
