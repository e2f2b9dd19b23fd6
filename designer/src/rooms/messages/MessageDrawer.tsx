import { Alert, Anchor, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, take } from '../../api/client';
import { useMeta } from '../../api/meta';
import type { Message } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Facts } from '../../parts/Facts';
import { MailBody } from '../../parts/MailBody';
import { usePhone } from '../../parts/screen';
import { Made } from './Made';
import { MessageActs } from './MessageActs';
import { StateBadge } from './StateBadge';
import { STATE_COLORS } from './states';

interface Props {
  readonly id: number | null;
  readonly onClose: () => void;
}

/** One message beside the list: where it stands and why, whom it went to, what it said. */
export function MessageDrawer({ id, onClose }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 640}
      title={t('messages.one')}
    >
      {id !== null && <Opened id={id} />}
    </Drawer>
  );
}

function Opened({ id }: { readonly id: number }) {
  const message = useQuery({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/messages/{id}', { params: { path: { id } }, signal })),
  });
  return <Answer query={message}>{(found) => <Details message={found} />}</Answer>;
}

function Details({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const { data: meta } = useMeta();
  const template = meta?.templates.find(({ key }) => key === message.template);
  const channel = meta?.channels.find(({ name }) => name === message.channel);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text fw={620} fz="lg">
          {message.subject ?? (template ? writer.text(template.name) : message.template)}
        </Text>
        <StateBadge state={message.state} />
      </Group>
      <Alert variant="light" color={STATE_COLORS[message.state].color} c="var(--cauce-ink)">
        <Text>{t(`messages.explained.${message.state}`)}</Text>
        {message.error && (
          <Text mt={4} fw={560}>
            {message.error}
          </Text>
        )}
      </Alert>
      <Group gap="xs">
        <MessageActs ids={[message.id]} state={message.state} onDone={() => undefined} />
      </Group>
      <Facts
        facts={[
          {
            name: t('messages.to'),
            value: (
              <Anchor component={Link} to={`/debtors/${message.debtor.id}`}>
                {message.debtor.name}
              </Anchor>
            ),
          },
          { name: t('messages.address'), value: message.recipient ?? t('messages.noRecipient') },
          { name: t('messages.account'), value: message.account_ref },
          {
            name: t('messages.journey'),
            value: (
              <Anchor component={Link} to={`/journeys/${message.journey.id}`}>
                {message.journey.name}
              </Anchor>
            ),
          },
          { name: t('messages.template'), value: template ? writer.text(template.name) : message.template },
          { name: t('messages.channel'), value: channel ? writer.text(channel.labels) : message.channel },
          { name: t('messages.made'), value: writer.time(message.at) },
          ...(message.sent_at ? [{ name: t('messages.sentAt'), value: writer.time(message.sent_at) }] : []),
        ]}
      />
      <Made message={message} />
      {message.content ? (
        <MailBody html={message.content.html} text={message.content.text} title={message.content.subject} />
      ) : (
        message.state === 'sent' && <Text c="dimmed">{t('messages.noContent')}</Text>
      )}
    </Stack>
  );
}
