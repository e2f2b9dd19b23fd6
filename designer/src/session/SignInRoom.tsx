import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { SignInForm } from './SignInForm';
import classes from './SignInRoom.module.css';

/** The door of the studio. */
export function SignInRoom() {
  const { t } = useTranslation();
  return (
    <main className={classes['door']}>
      <Stack gap="lg" w="100%" maw={400}>
        <Group justify="space-between">
          <Brand />
          <LanguageSwitch />
        </Group>
        <Paper withBorder p="lg" radius="lg">
          <Stack gap={4} mb="lg">
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c="dimmed">{t('signIn.lead')}</Text>
          </Stack>
          <SignInForm />
        </Paper>
      </Stack>
    </main>
  );
}
