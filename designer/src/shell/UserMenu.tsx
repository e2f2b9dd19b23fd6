import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLanguage, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n';
import { useWriter } from '../i18n/use';
import { announce } from '../parts/notices';
import { useSaid } from '../parts/said';
import { changeLanguage, signOut } from '../session/acts';
import { sessionStore } from '../session/store';

const OTHER: Record<Language, { readonly language: Language; readonly name: string }> = {
  es: { language: 'en', name: 'English' },
  en: { language: 'es', name: 'Español' },
};

/** The first letters of the first two names, as the button shows them; its name says them too, for who speaks it. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean).slice(0, 2);
  return words.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}

/** Who is signed in, the other language, and the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const { language } = useWriter();
  const queries = useQueryClient();
  const said = useSaid();
  const user = sessionStore((state) => state.user);
  const act = useMutation({
    mutationFn: (doing: () => Promise<void>) => doing(),
    onError: (error) => announce(said(error), 'failed'),
  });
  if (!user) return null;
  const other = OTHER[language];
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={t('shell.menu', { name: user.name, initials: initialsOf(user.name) })}>
          <Avatar color="brand" radius="xl" size={36} name={user.name}>
            {initialsOf(user.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--cauce-ink)">
            {user.name}
          </Text>
          <Text size="sm">{user.email}</Text>
          <Text size="sm">{t(`shell.role.${user.role}`)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          lang={other.language}
          leftSection={<IconLanguage size={18} aria-hidden />}
          onClick={() => act.mutate(() => changeLanguage(other.language, queries))}
        >
          {other.name}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden />}
          onClick={() => act.mutate(() => signOut(queries))}
        >
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
