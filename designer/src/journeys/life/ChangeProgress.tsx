import { Group, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Change } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useListTexts } from '../list/texts';
import { changeQuery, isRunning } from './life';

/** How far something has come that is being done to everybody on a journey. */
export function ChangeBar({ change }: { readonly change: Change }) {
  const t = useListTexts();
  const writer = useWriter();
  const share = change.total > 0 ? Math.min(100, (100 * change.done) / change.total) : 100;
  const label = t(`life.change.${change.kind}`);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm">{label}</Text>
        <Text size="sm" c="dimmed" className="figures">
          {t('life.changeDone', { done: writer.number(change.done), total: writer.number(change.total) })}
        </Text>
      </Group>
      <Progress value={share} size="sm" aria-label={label} />
    </div>
  );
}

/** The same, asked for until it is through; then the journey is looked at anew. */
export function ChangeProgress({ change }: { readonly change: Change }) {
  const queries = useQueryClient();
  const { data = change } = useQuery({ ...changeQuery(change.id), initialData: change, staleTime: 0 });
  const over = !isRunning(data);
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ['journeys'] });
  }, [over, queries]);
  return <ChangeBar change={data} />;
}
