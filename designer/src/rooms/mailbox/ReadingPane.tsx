import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { MailBody } from '../../parts/MailBody';
import classes from './Mailbox.module.css';

interface Props {
  readonly mailKey: string;
  readonly onBack: () => void;
}

/** One mail, opened. */
export function ReadingPane({ mailKey, onBack }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const mail = useQuery({
    queryKey: ['mailbox', 'mail', mailKey],
    queryFn: ({ signal }) => take(api.GET('/api/v1/mailbox/{key}', { params: { path: { key: mailKey } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <ActionIcon
        className={classes['back'] ?? ''}
        variant="subtle"
        size="lg"
        m="xs"
        aria-label={t('mailbox.back')}
        onClick={onBack}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <Answer query={mail}>
        {(found) => (
          <>
            <Stack gap={4} p="md">
              <Title order={2}>{found.subject}</Title>
              <Group gap="xs" justify="space-between">
                <Text size="sm" c="dimmed">
                  {t('mailbox.fromTo', { from: found.from, to: found.to })}
                </Text>
                <Text size="sm" c="dimmed" className="figures">
                  {found.date && writer.time(found.date)}
                </Text>
              </Group>
            </Stack>
            <MailBody html={found.html} text={found.text} title={found.subject} tall />
          </>
        )}
      </Answer>
    </>
  );
}
