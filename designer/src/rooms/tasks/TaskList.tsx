import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { TaskRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { usePhone } from '../../parts/screen';
import { useTexts } from './texts';
import { deadlineOf, priorityOf, ruled, settledAt } from './words';

interface Props {
  readonly tasks: readonly TaskRow[];
  readonly addressOf: (id: number) => string;
}

/** Tasks as a table, or as entries on a phone. */
export function TaskList(props: Props) {
  return usePhone() ? <Entries {...props} /> : <Rows {...props} />;
}

function Rows({ tasks, addressOf }: Props) {
  const t = useTexts();
  const writer = useWriter();
  return (
    <div className={classes['card']}>
      <Table className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('who')}</Table.Th>
            <Table.Th>{t('what')}</Table.Th>
            <Table.Th>{t('journey')}</Table.Th>
            <Table.Th>{t('deadline')}</Table.Th>
            <Table.Th ta="right">{t('owed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tasks.map((task) => (
            <Table.Tr key={task.id} className={classes['row'] ?? ''}>
              <Table.Td>
                <Who task={task} to={addressOf(task.id)} />
              </Table.Td>
              <Table.Td>
                <What task={task} />
              </Table.Td>
              <Table.Td>{task.journey.name}</Table.Td>
              <Table.Td>
                <When task={task} />
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {writer.money(task.balance, task.currency)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Entries({ tasks, addressOf }: Props) {
  const writer = useWriter();
  return (
    <div className={classes['card']}>
      <ul className={classes['entries']}>
        {tasks.map((task) => (
          <li key={task.id} className={classes['entry']}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
              <Stack gap={4} miw={0}>
                <Who task={task} to={addressOf(task.id)} />
                <What task={task} />
                <When task={task} />
              </Stack>
              <Text className="figures" style={{ whiteSpace: 'nowrap' }}>
                {writer.money(task.balance, task.currency)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Who({ task, to }: { readonly task: TaskRow; readonly to: string }) {
  return (
    <>
      <Link to={to} className={classes['link']}>
        {task.debtor?.name ?? task.account.name}
      </Link>
      <Text size="sm" c="dimmed">
        {task.account.name}
      </Text>
    </>
  );
}

function What({ task }: { readonly task: TaskRow }) {
  const t = useTexts();
  const priority = priorityOf(task);
  const writer = useWriter();
  const settled = settledAt(task, t, writer);
  const taken = task.mine ? t('yours') : task.claimed_by && t('takenBy', { name: task.claimed_by });
  return (
    <Stack gap={2} align="flex-start">
      <Text lineClamp={2}>{task.title}</Text>
      {settled && (
        <Text size="sm" className="figures">
          {settled}
        </Text>
      )}
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          {[t(`kinds.${task.kind}`), taken].filter(Boolean).join(' · ')}
        </Text>
        {priority !== 'normal' && (
          <Badge
            size="sm"
            tt="none"
            variant="light"
            color={priority === 'urgent' ? 'red' : 'gray'}
            c="var(--cauce-ink)"
          >
            {t(`priority.${priority}`)}
          </Badge>
        )}
      </Group>
    </Stack>
  );
}

function When({ task }: { readonly task: TaskRow }) {
  const t = useTexts();
  const writer = useWriter();
  if (task.state !== 'open') {
    return (
      <>
        {task.outcome && <Text>{writer.text(task.outcome)}</Text>}
        {task.closed_at && (
          <Text size="sm" c="dimmed">
            {t('closed', { when: writer.time(task.closed_at, 'short') })}
          </Text>
        )}
      </>
    );
  }
  return (
    <>
      <Text>{deadlineOf(task, t, writer)}</Text>
      {task.rules && !task.rules.now && (
        <Text size="sm" c="dimmed" title={task.rules.why ?? ''}>
          {ruled(task.rules, t, writer)}
        </Text>
      )}
    </>
  );
}
