import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DemoLogin } from '../api/types';
import classes from './DemoLogins.module.css';
import { useDemoLogins } from './demo';

interface Props {
  readonly busy: boolean;
  readonly onChoose: (login: DemoLogin) => void;
}

/** The people as whom one may look around a demo; nothing elsewhere. */
export function DemoLogins({ busy, onChoose }: Props) {
  const { t } = useTranslation();
  const logins = useDemoLogins();
  if (logins.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text c="dimmed">{t('signIn.demo')}</Text>
      {logins.map((login) => (
        <UnstyledButton
          key={login.email}
          className={classes['login'] ?? ''}
          disabled={busy}
          onClick={() => onChoose(login)}
        >
          <Text span fw={560}>
            {login.name}
          </Text>
          <Text span size="sm" c="dimmed">
            {t(`shell.role.${login.role}`)}
          </Text>
        </UnstyledButton>
      ))}
    </Stack>
  );
}
