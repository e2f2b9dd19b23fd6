import { Divider, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Facts } from '../../parts/Facts';
import { Agreements } from './Agreements';
import { CustomFacts } from './CustomFacts';
import { Flags } from './Flags';
import { Parties } from './Parties';
import { StatusBadge } from './StatusBadge';

/** One debt: what it is made of, what was paid, what is left. */
export function AccountCard({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const what = [account.creditor, account.product, account.nature].filter(Boolean).join(' · ');
  return (
    <Card>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="sm">
        <Stack gap={2} miw={0}>
          <Title order={2}>{what || t('debtors.account')}</Title>
          <Text size="sm" c="dimmed">
            {account.ref} · {account.portfolio}
          </Text>
        </Stack>
        <StatusBadge status={account.status} />
      </Group>
      <Flags of="account" account={account.id} flags={account.flags} />
      <Breakdown account={account} />
      <Divider my="sm" color="var(--cauce-line)" />
      <Stack gap="xs">
        <Facts
          facts={[
            {
              name: t('debtors.dueDate'),
              value: account.due_date ? writer.time(account.due_date, 'date') : t('common.none'),
            },
            {
              name: t('debtors.daysPastDue'),
              value: account.days_past_due === null ? t('common.none') : writer.number(account.days_past_due),
            },
          ]}
        />
        <CustomFacts scope="account" values={account.custom} currency={account.currency} />
      </Stack>
      <Agreements account={account.id} />
      <Parties account={account.id} />
    </Card>
  );
}

function Breakdown({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Amount name={t('debtors.principal')} minor={account.principal} currency={account.currency} />
      <Amount name={t('debtors.interest')} minor={account.interest} currency={account.currency} />
      <Amount name={t('debtors.fees')} minor={account.fees} currency={account.currency} />
      <Amount name={t('debtors.paidSoFar')} minor={-account.paid} currency={account.currency} />
      <Divider color="var(--cauce-line)" />
      <Amount name={t('debtors.balance')} minor={account.balance} currency={account.currency} strong />
    </Stack>
  );
}

interface AmountProps {
  readonly name: string;
  readonly minor: number;
  readonly currency: string;
  readonly strong?: boolean;
}

function Amount({ name, minor, currency, strong = false }: AmountProps) {
  const writer = useWriter();
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text {...(strong ? { fw: 620 } : { c: 'dimmed' })}>{name}</Text>
      <Text className="figures" fw={strong ? 620 : 400}>
        {writer.money(minor === 0 ? 0 : minor, currency)}
      </Text>
    </Group>
  );
}
