import { Button } from '@mantine/core';
import { IconCompass, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../parts/EmptyState';

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <EmptyState level={1} icon={IconCompass} title={t('shell.lost.title')} text={t('shell.lost.text')}>
      <Button component={Link} to="/journeys">
        {t('shell.lost.back')}
      </Button>
    </EmptyState>
  );
}

/** A room that failed to draw, or whose files could not be fetched (a new release replaced them). */
export function RoomCrashed() {
  const { t } = useTranslation();
  return (
    <EmptyState level={1} icon={IconRefresh} title={t('shell.crashed.title')} text={t('shell.crashed.text')}>
      <Button onClick={() => globalThis.location.reload()}>{t('shell.crashed.reload')}</Button>
    </EmptyState>
  );
}
