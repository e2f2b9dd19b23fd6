import { Badge, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { useWriter } from '../../i18n/use';
import { useMay } from '../../session/store';
import { type Agreed, colorOf, inOrder, isRunning } from './agreed';
import { Instalments } from './Instalments';

const ASK_AGAIN_MS = 10_000;

/** Promises, plans and settlements of a debt, the newest first; nothing where nothing was agreed on. */
export function Agreements({ account }: { readonly account: number }) {
  const { t } = useTranslation();
  const may = useMay('agreements:read');
  const { data } = useQuery({
    queryKey: ['agreements', account],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/accounts/{id}/agreements', { params: { path: { id: account } }, signal })),
    refetchInterval: ASK_AGAIN_MS,
    enabled: may,
  });
  const all = data ? inOrder(data) : [];
  if (all.length === 0) return null;
  return (
    <>
      <Divider my="sm" color="var(--cauce-line)" />
      <Stack gap="sm">
        <Title order={3}>{t('agreements.title')}</Title>
        {all.map((one) => (
          <One key={`${one.kind} ${one.is.id}`} one={one} />
        ))}
      </Stack>
    </>
  );
}

function One({ one }: { readonly one: Agreed }) {
  const name = useName();
  const standing = useStanding();
  const details = useDetails();
  return (
    <div>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Text fw={isRunning(one.is.state) ? 560 : 400}>{name(one)}</Text>
        <Badge variant="light" color={colorOf(one.is.state)} c="var(--cauce-ink)" tt="none" fw={560} flex="none">
          {standing(one)}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {details(one).join(' · ')}
      </Text>
      {one.kind === 'promise' && one.is.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {one.is.note}
        </Text>
      )}
      {one.kind === 'plan' && <Instalments plan={one.is} />}
    </div>
  );
}

/** What it is, with its amount. */
function useName(): (one: Agreed) => string {
  const { t } = useTranslation();
  const writer = useWriter();
  return (one) => {
    if (one.kind === 'promise') {
      const amount = writer.money(one.is.amount, one.is.currency);
      return t('agreements.promised', { amount, when: writer.time(one.is.due_date, 'date') });
    }
    if (one.kind === 'offer') {
      const amount = writer.money(one.is.amount, one.is.currency);
      return t('agreements.settlement', { amount, discount: writer.number(one.is.discount) });
    }
    const total = writer.money(one.is.total, one.is.currency);
    return t(`agreements.${one.is.every}`, { amount: total, count: one.is.instalments.length });
  };
}

/** How it stands. */
function useStanding(): (one: Agreed) => string {
  const { t } = useTranslation();
  return (one) => {
    if (one.kind === 'promise') return t(`agreements.promise.${one.is.state}`);
    return one.kind === 'plan' ? t(`agreements.plan.${one.is.state}`) : t(`agreements.offer.${one.is.state}`);
  };
}

/** When it was made, what was paid towards it, until when it stands. */
function useDetails(): (one: Agreed) => readonly string[] {
  const { t } = useTranslation();
  const writer = useWriter();
  const day = (moment: string) => writer.time(moment, 'short');
  return (one) => {
    const { state, settled_at: settled } = one.is;
    const ended = settled && !isRunning(state) ? [t('agreements.ended', { when: day(settled) })] : [];
    if (one.kind === 'promise') {
      const paid = t('agreements.paid', { amount: writer.money(one.is.paid, one.is.currency) });
      return [t('agreements.madeOn', { when: day(one.at) }), paid, ...ended];
    }
    const until = one.is.expires_at;
    const stands = until && state === 'offered' ? [t('agreements.until', { when: day(until) })] : [];
    return [t('agreements.offeredOn', { when: day(one.at) }), ...stands, ...ended];
  };
}
