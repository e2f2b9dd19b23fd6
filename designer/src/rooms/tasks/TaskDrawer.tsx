import { Alert, Anchor, Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, take } from '../../api/client';
import { useMeta } from '../../api/meta';
import type { Task } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Facts } from '../../parts/Facts';
import { usePhone } from '../../parts/screen';
import { useMay } from '../../session/store';
import { TaskForm } from './TaskForm';
import { useTexts } from './texts';
import { deadlineOf, ruled } from './words';

interface Props {
  readonly id: number | null;
  readonly onClose: () => void;
}

/** One task beside the list: the person, the script, and how it ended. */
export function TaskDrawer({ id, onClose }: Props) {
  const t = useTexts();
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size={usePhone() ? '100%' : 640} title={t('one')}>
      {id !== null && <Opened id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Opened({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const task = useQuery({
    queryKey: ['tasks', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/tasks/{id}', { params: { path: { id } }, signal })),
  });
  return <Answer query={task}>{(found) => <Details task={found} onDone={onClose} />}</Answer>;
}

function Details({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) {
  const t = useTexts();
  const writer = useWriter();
  const mayWork = useMay('tasks:work');
  const mayApprove = useMay('tasks:approve');
  const may = mayWork && (task.kind === 'call' || mayApprove);
  return (
    <Stack gap="md">
      <Title order={2}>{task.kind === 'call' ? task.title : t('kinds.approval')}</Title>
      {task.rules && (
        <Alert variant="light" color={task.rules.now ? 'brand' : 'yellow'} c="var(--cauce-ink)">
          <Text fw={560}>{ruled(task.rules, t, writer)}</Text>
          {task.rules.why && <Text mt={4}>{task.rules.why}</Text>}
        </Alert>
      )}
      {task.script !== '' && (
        <div>
          <Text fw={560}>{task.kind === 'call' ? t('script') : t('question')}</Text>
          <Text style={{ whiteSpace: 'pre-line' }}>{task.script}</Text>
          {task.script_fault && <Text c="dimmed">{writer.text(task.script_fault)}</Text>}
        </div>
      )}
      <Facts facts={factsOf(task, t, writer)} />
      {task.state === 'open' && may && <TaskForm task={task} onDone={onDone} />}
      {task.state !== 'open' && task.note && <Text style={{ whiteSpace: 'pre-line' }}>{task.note}</Text>}
      <Contacts task={task} />
    </Stack>
  );
}

function factsOf(task: Task, t: ReturnType<typeof useTexts>, writer: ReturnType<typeof useWriter>) {
  const { debtor } = task;
  return [
    {
      name: t('who'),
      value: debtor && (
        <Anchor component={Link} to={`/debtors/${debtor.id}`}>
          {debtor.name}
        </Anchor>
      ),
    },
    { name: t('mobile'), value: task.mobile ?? t('noMobile') },
    { name: t('account'), value: [task.account.name, task.creditor].filter(Boolean).join(' · ') },
    { name: t('owed'), value: writer.money(task.balance, task.currency) },
    ...(task.settlement ? settlementOf(task.settlement, task.currency, t, writer) : []),
    { name: t('journey'), value: task.journey.name },
    { name: t('deadline'), value: deadlineOf(task, t, writer) },
    ...(task.outcome ? [{ name: t('outcome'), value: writer.text(task.outcome) }] : []),
  ];
}

/** What would be let go, and what would be paid instead. */
function settlementOf(
  { discount, waived, amount }: NonNullable<Task['settlement']>,
  currency: string,
  t: ReturnType<typeof useTexts>,
  writer: ReturnType<typeof useWriter>,
) {
  return [
    { name: t('waived'), value: t('waivedValue', { amount: writer.money(waived, currency), discount }) },
    { name: t('toPay'), value: <b>{writer.money(amount, currency)}</b> },
  ];
}

function Contacts({ task }: { readonly task: Task }) {
  const t = useTexts();
  const writer = useWriter();
  const { data: meta } = useMeta();
  const nameOf = (channel: string) => {
    if (channel === 'call') return t('kinds.call');
    const known = meta?.channels.find(({ name }) => name === channel);
    return known ? writer.text(known.labels) : channel;
  };
  return (
    <div>
      <Text fw={560}>{t('contacts')}</Text>
      {task.contacts.length === 0 && <Text c="dimmed">{t('noContacts')}</Text>}
      {task.contacts.map(({ at, channel, reached }) => (
        <Text key={`${at} ${channel}`} size="sm">
          {[writer.time(at, 'short'), nameOf(channel), ...(reached ? [t('reached')] : [])].join(' · ')}
        </Text>
      ))}
    </div>
  );
}
