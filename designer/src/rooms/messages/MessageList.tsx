import { Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MessageRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { usePhone } from '../../parts/screen';
import { StateBadge } from './StateBadge';

interface Props {
  readonly messages: readonly MessageRow[];
  readonly addressOf: (id: number) => string;
}

/** Messages as a table, or as entries on a phone. */
export function MessageList(props: Props) {
  return usePhone() ? <Entries {...props} /> : <Rows {...props} />;
}

function Rows({ messages, addressOf }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <div className={classes['card']}>
      <Table className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('messages.to')}</Table.Th>
            <Table.Th>{t('messages.subject')}</Table.Th>
            <Table.Th>{t('messages.journey')}</Table.Th>
            <Table.Th>{t('messages.state')}</Table.Th>
            <Table.Th ta="right">{t('messages.when')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {messages.map((message) => (
            <Table.Tr key={message.id} className={classes['row'] ?? ''}>
              <Table.Td>
                <Link to={addressOf(message.id)} className={classes['link']}>
                  {message.debtor.name}
                </Link>
                <Text size="sm" c="dimmed">
                  {message.recipient ?? t('messages.noRecipient')}
                </Text>
              </Table.Td>
              <Table.Td>{message.subject ?? message.template}</Table.Td>
              <Table.Td>{message.journey.name}</Table.Td>
              <Table.Td>
                <StateBadge state={message.state} />
              </Table.Td>
              <Table.Td ta="right" className="figures" style={{ whiteSpace: 'nowrap' }}>
                {writer.time(message.sent_at ?? message.at, 'short')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Entries({ messages, addressOf }: Props) {
  const writer = useWriter();
  return (
    <div className={classes['card']}>
      <ul className={classes['entries']}>
        {messages.map((message) => (
          <li key={message.id} className={classes['entry']}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
              <Stack gap={2} miw={0}>
                <Link to={addressOf(message.id)} className={classes['link']}>
                  {message.debtor.name}
                </Link>
                <Text size="sm" lineClamp={2}>
                  {message.subject ?? message.template}
                </Text>
              </Stack>
              <Stack gap={4} align="flex-end">
                <StateBadge state={message.state} />
                <Text size="xs" c="dimmed" className="figures" style={{ whiteSpace: 'nowrap' }}>
                  {writer.time(message.sent_at ?? message.at, 'short')}
                </Text>
              </Stack>
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}
