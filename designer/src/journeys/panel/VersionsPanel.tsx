import { Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { VersionItem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { Waiting } from '../../parts/Waiting';
import { versionsQuery } from '../api';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import classes from './Panel.module.css';

function Version({ version }: { readonly version: VersionItem }) {
  const t = useTexts();
  const { time } = useWriter();
  const when = time(version.published_at, 'dateTime');
  const who = version.published_by;
  return (
    <li className={classes['version']}>
      <Group gap="xs">
        <b>v{version.number}</b>
        {version.live && (
          <Badge variant="light" tt="none" fw={560}>
            {t('panel.versionLive')}
          </Badge>
        )}
        <span className={`${classes['muted']} figures`}>{t('panel.versionActive', { count: version.active })}</span>
      </Group>
      <p>{version.reason}</p>
      <p className={classes['muted']}>
        {who === null ? t('panel.versionAt', { when }) : t('panel.versionBy', { who, when })}
      </p>
    </li>
  );
}

/** What was published, when, by whom and why, newest first. */
export function VersionsPanel() {
  const t = useTexts();
  const { journeyId } = useScope();
  const { data, error, refetch } = useQuery(versionsQuery(journeyId));
  if (error) {
    return <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <Waiting rows={3} height={60} />;
  }
  if (data.items.length === 0) {
    return <Text c="dimmed">{t('panel.noVersions')}</Text>;
  }
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {data.items.map((version) => (
        <Version key={version.id} version={version} />
      ))}
    </ol>
  );
}
