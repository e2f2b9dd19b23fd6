import { Anchor, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import type { Condition } from '../document';
import { previewQuery } from './api';
import { useSegmentTexts } from './texts';

const TYPING_MS = 400;

interface Props {
  readonly condition: Condition;
  /** What stands above them, where it is not said that they are members. */
  readonly title?: string;
}

/** The first accounts that a condition takes right now; nothing while it makes no sense yet. */
export function Members({ condition, title }: Props) {
  const t = useSegmentTexts();
  const writer = useWriter();
  const [asked] = useDebouncedValue(condition, TYPING_MS);
  const { data, isError } = useQuery(previewQuery(asked));
  if (data === undefined || isError) return null;
  return (
    <Card title={title ?? t('members')}>
      {data.members.length === 0 ? (
        <Text>{t(data.in_time ? 'noMembers' : 'membersLate')}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('debtor')}</Table.Th>
              <Table.Th>{t('account')}</Table.Th>
              <Table.Th ta="right">{t('balance')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.members.map(({ id, ref, debtor, balance, currency }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Anchor component={Link} to={`/debtors/${debtor.id}`}>
                    {debtor.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{ref}</Table.Td>
                <Table.Td ta="right" className="figures" style={{ whiteSpace: 'nowrap' }}>
                  {writer.money(balance, currency)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  );
}
