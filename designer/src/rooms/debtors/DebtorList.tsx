import { Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DebtorRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { usePhone } from '../../parts/screen';
import { StatusBadge } from './StatusBadge';

/** Debtors as a table, or as entries on a phone. */
export function DebtorList({ debtors }: { readonly debtors: readonly DebtorRow[] }) {
  return usePhone() ? <Entries debtors={debtors} /> : <Rows debtors={debtors} />;
}

function Rows({ debtors }: { readonly debtors: readonly DebtorRow[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes['card']}>
      <Table className={classes['table'] ?? ''} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('debtors.name')}</Table.Th>
            <Table.Th>{t('debtors.contact')}</Table.Th>
            <Table.Th>{t('debtors.place')}</Table.Th>
            <Table.Th ta="right">{t('debtors.accounts')}</Table.Th>
            <Table.Th ta="right">{t('debtors.balance')}</Table.Th>
            <Table.Th>{t('debtors.status')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {debtors.map((debtor) => (
            <Table.Tr key={debtor.id} className={classes['row'] ?? ''}>
              <Table.Td>
                <Link to={`/debtors/${debtor.id}`} className={classes['link']}>
                  {debtor.name || debtor.ref}
                </Link>
                <Text size="sm" c="dimmed">
                  {debtor.ref}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{debtor.email ?? t('debtors.noEmail')}</Text>
                <Text size="sm" c="dimmed" className="figures">
                  {debtor.mobile ?? t('debtors.noMobile')}
                </Text>
              </Table.Td>
              <Table.Td>{[debtor.jurisdiction, debtor.language.toUpperCase()].filter(Boolean).join(' · ')}</Table.Td>
              <Table.Td ta="right" className="figures">
                {debtor.accounts}
              </Table.Td>
              <Table.Td ta="right">
                <Balances debtor={debtor} />
              </Table.Td>
              <Table.Td>
                <StatusBadge status={debtor.status} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Entries({ debtors }: { readonly debtors: readonly DebtorRow[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes['card']}>
      <ul className={classes['entries']}>
        {debtors.map((debtor) => (
          <li key={debtor.id} className={classes['entry']}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
              <Stack gap={2} miw={0}>
                <Link to={`/debtors/${debtor.id}`} className={classes['link']}>
                  {debtor.name || debtor.ref}
                </Link>
                <Text size="sm" c="dimmed" truncate>
                  {debtor.email ?? debtor.mobile ?? t('debtors.noContact')}
                </Text>
              </Stack>
              <Stack gap={4} align="flex-end">
                <Balances debtor={debtor} />
                <StatusBadge status={debtor.status} />
              </Stack>
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Balances({ debtor }: { readonly debtor: DebtorRow }) {
  const writer = useWriter();
  return debtor.balances.map(({ currency, amount }) => (
    <Text key={currency} className="figures" fw={560} style={{ whiteSpace: 'nowrap' }}>
      {writer.money(amount, currency)}
    </Text>
  ));
}
