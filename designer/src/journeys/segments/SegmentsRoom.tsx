import { Anchor, Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { segmentsQuery } from '../api';
import { ConditionScope } from './ConditionScope';
import { SegmentList } from './SegmentList';
import { useSegmentTexts } from './texts';

/** All segments: conditions with a name, and who uses each. */
export function SegmentsRoom() {
  const t = useSegmentTexts();
  const mayEdit = useMay('segments:edit');
  const segments = useQuery(segmentsQuery);
  const begin = mayEdit && (
    <Button component={Link} to="/journeys/segments/new" leftSection={<IconPlus size={18} />}>
      {t('new')}
    </Button>
  );
  const back = (
    <Anchor component={Link} to="/journeys" underline="always">
      {t('toJourneys')}
    </Anchor>
  );
  return (
    <Room
      title={t('title')}
      lead={
        <>
          {t('lead')} {back} ·{' '}
          <Anchor component={Link} to="/journeys/segments/fields" underline="always">
            {t('fields')}
          </Anchor>
        </>
      }
      actions={segments.data?.total !== 0 && begin}
    >
      <Answer query={segments}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconUsersGroup} title={t('emptyTitle')} text={t('emptyText')}>
              {begin}
            </EmptyState>
          ) : (
            <ConditionScope>
              <SegmentList segments={items} />
            </ConditionScope>
          )
        }
      </Answer>
    </Room>
  );
}
