import { Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { SegmentRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { usePhone } from '../../parts/screen';
import { conditionAsSentence } from '../conditions/inWords';
import { useScope } from '../editor/scope';
import { conditionOf } from './api';
import { useSegmentTexts } from './texts';

interface Props {
  readonly segments: readonly SegmentRow[];
}

/** Segments as a table, or as entries on a phone. */
export function SegmentList(props: Props) {
  return usePhone() ? <Entries {...props} /> : <Rows {...props} />;
}

function Rows({ segments }: Props) {
  const t = useSegmentTexts();
  const writer = useWriter();
  return (
    <div className={classes['card']}>
      <Table className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('usedBy')}</Table.Th>
            <Table.Th>{t('changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <Table.Tr key={segment.id} className={classes['row'] ?? ''}>
              <Table.Td>
                <Name segment={segment} />
              </Table.Td>
              <Table.Td>
                <Users segment={segment} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{writer.time(segment.updated_at, 'short')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Entries({ segments }: Props) {
  return (
    <div className={classes['card']}>
      <ul className={classes['entries']}>
        {segments.map((segment) => (
          <li key={segment.id} className={classes['entry']}>
            <Stack gap={4}>
              <Name segment={segment} />
              <Users segment={segment} />
            </Stack>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Name({ segment }: { readonly segment: SegmentRow }) {
  const { reading } = useScope();
  const condition = conditionOf(segment);
  return (
    <>
      <Link to={`/journeys/segments/${segment.id}`} className={classes['link']}>
        {segment.name}
      </Link>
      <Text size="sm" c="var(--cauce-muted)" lineClamp={2}>
        {condition && conditionAsSentence(condition, reading)}
      </Text>
    </>
  );
}

function Users({ segment }: { readonly segment: SegmentRow }) {
  const t = useSegmentTexts();
  return <Text size="sm">{segment.used_by.map(({ name }) => name).join(', ') || t('unused')}</Text>;
}
