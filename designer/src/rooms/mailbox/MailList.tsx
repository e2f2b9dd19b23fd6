import { Badge, Group, Pagination, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MailRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from './Mailbox.module.css';

interface Props {
  readonly mails: readonly MailRow[];
  readonly open: string | null;
  readonly page: number;
  readonly pages: number;
  readonly onOpen: (key: string) => void;
  readonly onPage: (page: number) => void;
}

/** The mails, the latest first. */
export function MailList({ mails, open, page, pages, onOpen, onPage }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <section className={classes['list']} aria-label={t('mailbox.mails')}>
      <ul>
        {mails.map((mail) => (
          <li key={mail.key}>
            <UnstyledButton
              className={classes['mail'] ?? ''}
              aria-current={mail.key === open ? 'true' : undefined}
              onClick={() => onOpen(mail.key)}
            >
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text fw={560} truncate>
                  {mail.to}
                </Text>
                <Text size="xs" c="dimmed" className={`${classes['time']} figures`}>
                  {mail.at && writer.time(mail.at, 'short')}
                </Text>
              </Group>
              <Text size="sm" lineClamp={2}>
                {mail.subject}
              </Text>
              {mail.channel !== 'email' && (
                <Badge size="sm" variant="light" mt={4}>
                  {t(`mailbox.channels.${mail.channel}`, mail.channel)}
                </Badge>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <Pagination
          size="xs"
          p="sm"
          total={pages}
          value={page}
          onChange={onPage}
          siblings={0}
          boundaries={1}
          getControlProps={(control) => ({ 'aria-label': t(`common.pages.${control}`) })}
          getItemProps={(item) => ({ 'aria-label': t('common.pages.item', { page: item }) })}
        />
      )}
    </section>
  );
}
