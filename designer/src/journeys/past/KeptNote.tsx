import { Alert, Group } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import { Link } from 'react-router';
import { sessionStore } from '../../session/store';
import { useListTexts } from '../list/texts';
import { keptJourneys } from '../shelf';

/** Says which journeys have changes that only this device has: they are sent when their journey is opened. */
export function KeptNote() {
  const t = useListTexts();
  const user = sessionStore((session) => session.user?.id ?? 0);
  const kept = keptJourneys(user);
  if (kept.length === 0) {
    return null;
  }
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
        {kept.map(({ journey, name }) => (
          <Link key={journey} to={`/journeys/${journey}`}>
            {t('kept.open', { name })}
          </Link>
        ))}
      </Group>
    </Alert>
  );
}
