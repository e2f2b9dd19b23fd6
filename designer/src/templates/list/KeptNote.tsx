import { Alert, Group } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { sessionStore } from '../../session/store';
import { useTemplateTexts } from '../frame/texts';
import { shelves } from '../shelves';

/** Says which templates have changes that only this device has: they are sent when their editor is opened. */
export function KeptNote() {
  const t = useTemplateTexts();
  const { text } = useWriter();
  const user = sessionStore((session) => session.user?.id ?? 0);
  const kept = [...shelves.all(user)];
  if (kept.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      c="var(--cauce-ink)"
      icon={<IconDeviceLaptop />}
      title={t('kept.title', { count: kept.length })}
      mb="md"
    >
      <Group gap="md">
        {t('kept.text')}
        {kept.map(([key, { name }]) => (
          <Link key={key} to={`/templates/${key}/edit`}>
            {t('kept.open', { name: text(name) })}
          </Link>
        ))}
      </Group>
    </Alert>
  );
}
