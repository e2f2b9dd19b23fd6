import { Anchor, Text } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { ownFieldsQuery } from './api';
import { OwnFieldList } from './OwnFieldList';
import { useSegmentTexts } from './texts';

/** The fields of one's own, and which of them are fast to search; an administrator decides that. */
export function FieldsRoom() {
  const t = useSegmentTexts();
  const fields = useQuery(ownFieldsQuery);
  const may = useMay('fields:index');
  const lead = (
    <Anchor component={Link} to="/journeys/segments">
      {t('title')}
    </Anchor>
  );
  return (
    <Room title={t('fieldsTitle')} lead={lead}>
      <Text maw={720} mb="md">
        {t('fieldsLead')} {!may && t('fieldsAsk')}
      </Text>
      <Answer query={fields}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconColumns3} title={t('fieldsEmptyTitle')} text={t('fieldsEmptyText')} />
          ) : (
            <OwnFieldList fields={items} may={may} />
          )
        }
      </Answer>
    </Room>
  );
}
