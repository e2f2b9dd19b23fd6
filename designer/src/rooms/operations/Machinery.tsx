import { Badge, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Operations } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Facts } from '../../parts/Facts';
import lists from '../../parts/list.module.css';
import { clockQuery } from '../../shell/clock';
import classes from './Operations.module.css';
import { type Texts, useTexts } from './texts';

const JOBS = ['advance', 'deliver', 'load', 'change', 'tidy'] as const;
const STATES = ['idle', 'busy', 'suspended', 'started'] as const;

/** What a job does, in words; one that is not known keeps its own name. */
function jobInWords(t: Texts, job: string): string {
  const known = JOBS.find((name) => name === job);
  return known ? t(`jobs.${known}`) : job;
}

function stateInWords(t: Texts, state: string): string {
  const known = STATES.find((name) => name === state);
  return known ? t(`workers.states.${known}`) : state;
}

/** The processes that do the work, and what each does now. Their times are of real time, also in a demo. */
export function WorkersCard({ workers }: { readonly workers: Operations['workers'] }) {
  const t = useTexts();
  const { data: clock } = useQuery(clockQuery);
  return (
    <Card title={t('workers.title')}>
      {workers.length === 0 ? (
        <Text c="dimmed">{t('workers.none')}</Text>
      ) : (
        <div className={classes['scroll']}>
          <Table className={lists['table'] ?? ''}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('workers.name')}</Table.Th>
                <Table.Th>{t('workers.state')}</Table.Th>
                <Table.Th>{t('workers.job')}</Table.Th>
                <Table.Th ta="right">{t('workers.done')}</Table.Th>
                <Table.Th ta="right">{t('workers.since')}</Table.Th>
                <Table.Th ta="right">{t('workers.seen')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {workers.map((worker) => (
                <WorkerRow key={worker.name} worker={worker} />
              ))}
            </Table.Tbody>
          </Table>
          {clock?.simulated && (
            <Text size="sm" c="dimmed" px="md" py="xs">
              {t('workers.realTime')}
            </Text>
          )}
        </div>
      )}
    </Card>
  );
}

function WorkerRow({ worker }: { readonly worker: Operations['workers'][number] }) {
  const t = useTexts();
  const writer = useWriter();
  const busy = worker.state === 'busy';
  return (
    <Table.Tr>
      <Table.Td className={classes['name']}>{worker.name}</Table.Td>
      <Table.Td>
        <Badge variant="light" tt="none" fw={560} {...(busy ? {} : { color: 'gray', c: 'var(--cauce-ink)' })}>
          {stateInWords(t, worker.state)}
        </Badge>
      </Table.Td>
      <Table.Td>{worker.job ? jobInWords(t, worker.job) : ''}</Table.Td>
      <Table.Td ta="right" className="figures">
        {writer.number(worker.jobs_done)}
      </Table.Td>
      <Table.Td ta="right" className={`figures ${classes['nowrap']}`}>
        {worker.started_at && writer.time(worker.started_at, 'short')}
      </Table.Td>
      <Table.Td ta="right" className={`figures ${classes['nowrap']}`}>
        {worker.seen_at && writer.time(worker.seen_at, 'short')}
      </Table.Td>
    </Table.Tr>
  );
}

/** The queue by which workers are woken, and what raised in it. */
export function QueueCard({ queue }: { readonly queue: Operations['queue'] }) {
  const t = useTexts();
  const writer = useWriter();
  const broken = queue.jobs.filter(({ error, state }) => error !== null || state === 'failed');
  if (!queue.reachable) {
    return (
      <Card title={t('queue.title')}>
        <Text>{t('queue.away')}</Text>
      </Card>
    );
  }
  return (
    <Card title={t('queue.title')}>
      <Facts
        facts={[
          { name: t('queue.waiting'), value: writer.number(queue.waiting) },
          { name: t('queue.failed'), value: writer.number(queue.failed) },
        ]}
      />
      {broken.length > 0 && (
        <ul className={classes['broken']}>
          {broken.slice(0, 10).map((job) => (
            <li key={job.id}>
              <Text size="sm" fw={560}>
                {jobInWords(t, job.job)}
              </Text>
              <Text size="sm" c="dimmed">
                {[job.error, job.enqueued_at && writer.time(job.enqueued_at, 'short')].filter(Boolean).join(' · ')}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The process that notices what falls due. */
export function TickerCard({ ticker }: { readonly ticker: Operations['ticker'] }) {
  const t = useTexts();
  const writer = useWriter();
  return (
    <Card title={t('ticker.title')}>
      {ticker === null ? (
        <Text>{t('ticker.none')}</Text>
      ) : (
        <Facts
          facts={[
            { name: t('ticker.holder'), value: ticker.holder },
            { name: t('ticker.until'), value: writer.time(ticker.until, 'short') },
          ]}
        />
      )}
    </Card>
  );
}

const KINDS = { postgresql: 'PostgreSQL', sqlite: 'SQLite' } as const;

export function DatabaseCard({ database }: { readonly database: Operations['database'] }) {
  const t = useTexts();
  const writer = useWriter();
  const oldest = database.oldest_snapshot_seconds;
  return (
    <Card title={t('database.title')}>
      <Facts
        facts={[
          { name: t('database.kind'), value: KINDS[database.kind] },
          { name: t('database.size'), value: writer.bytes(database.size_bytes) },
          ...(oldest === null ? [] : [{ name: t('database.oldest'), value: writer.span(oldest) }]),
        ]}
      />
    </Card>
  );
}
