import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArchive, IconPlus, IconRoute, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../parts/EmptyState';
import { Failure } from '../../parts/Failure';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { listQuery } from '../api';
import { askAgain } from '../life/life';
import { KeptNote } from '../past/KeptNote';
import { JourneyTable } from './JourneyTable';
import { useListTexts } from './texts';

const TYPING_MS = 250;

/** All journeys: how they stand, and the way into each. */
export function ListRoom() {
  const t = useListTexts();
  const mayEdit = useMay('journeys:edit');
  const maySeeSegments = useMay('segments:read');
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), TYPING_MS);
  const [archived, setArchived] = useState(false);
  const { data, error, refetch } = useQuery({
    ...listQuery(asked, archived),
    refetchInterval: ({ state }) => askAgain(state.data?.items),
  });
  const nothingYet = data?.total === 0 && asked === '' && !archived;
  const begin = mayEdit && (
    <Button component={Link} to="/journeys/new" leftSection={<IconPlus size={18} />}>
      {t('new')}
    </Button>
  );
  const toSegments = (
    <Button component={Link} to="/journeys/segments" variant="default" leftSection={<IconUsersGroup size={18} />}>
      {t('toSegments')}
    </Button>
  );
  const actions = (
    <>
      {maySeeSegments && toSegments}
      {!nothingYet && begin}
    </>
  );
  return (
    <Room title={t('title')} lead={t('lead')} actions={actions}>
      {mayEdit && <KeptNote />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting rows={5} height={52} />}
      {nothingYet && (
        <EmptyState icon={IconRoute} title={t('emptyTitle')} text={t('emptyText')}>
          {begin}
          <Button variant="subtle" size="compact-sm" onClick={() => setArchived(true)}>
            {t('seeArchived')}
          </Button>
        </EmptyState>
      )}
      {data && !nothingYet && (
        <>
          <Group mb="md" gap="sm" justify="space-between">
            <TextInput
              type="search"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              placeholder={t('search')}
              aria-label={t('search')}
              leftSection={<IconSearch size={16} />}
              flex="1 1 240px"
              maw={360}
            />
            <SegmentedControl
              aria-label={t('which')}
              data={[
                { value: 'used', label: t('used') },
                { value: 'archived', label: t('archived') },
              ]}
              value={archived ? 'archived' : 'used'}
              onChange={(which) => setArchived(which === 'archived')}
            />
          </Group>
          {data.items.length === 0 && archived && asked === '' && (
            <EmptyState icon={IconArchive} title={t('noneArchived')} text={t('noneArchivedText')} />
          )}
          {data.items.length === 0 && asked !== '' && (
            <EmptyState icon={IconSearch} title={t('nothingFoundTitle')} text={t('nothingFoundText')}>
              <Button variant="default" onClick={() => setSearch('')}>
                {t('clearSearch')}
              </Button>
            </EmptyState>
          )}
          {data.items.length > 0 && <JourneyTable items={data.items} />}
        </>
      )}
    </Room>
  );
}
