import { Alert, Anchor, Button, Grid, Group, Stack } from '@mantine/core';
import { IconArrowLeft, IconEraser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, take } from '../../api/client';
import type { Debtor } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { AccountCard } from './AccountCard';
import { ContactCard } from './ContactCard';
import { CustomFacts } from './CustomFacts';
import { EraseDialog } from './EraseDialog';
import { History } from './History';
import { IdentityCard } from './IdentityCard';
import { Runs } from './Runs';

const ASK_AGAIN_MS = 10_000;

/** One debtor: who they are, what they owe, and everything that happened. */
export function DebtorRoom() {
  const { t } = useTranslation();
  const mayErase = useMay('debtors:erase');
  const [erasing, setErasing] = useState(false);
  const id = Number(useParams()['id']);
  const debtor = useQuery({
    queryKey: ['debtors', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/debtors/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <Room
      title={debtor.data?.erased_at ? t('erase.person') : debtor.data?.name || debtor.data?.ref || t('debtors.one')}
      lead={debtor.data && t('debtors.reference', { ref: debtor.data.ref })}
      actions={
        <Group gap="md">
          <Anchor component={Link} to="/debtors">
            <Group gap={6}>
              <IconArrowLeft size={16} aria-hidden />
              {t('debtors.all')}
            </Group>
          </Anchor>
          {debtor.data && mayErase && !debtor.data.erased_at && (
            <Button variant="default" size="xs" onClick={() => setErasing(true)}>
              {t('erase.ask')}
            </Button>
          )}
        </Group>
      }
    >
      {erasing && debtor.data && <EraseDialog debtor={debtor.data} onClose={() => setErasing(false)} />}
      <Answer query={debtor}>{(found) => <Details debtor={found} />}</Answer>
    </Room>
  );
}

function Details({ debtor }: { readonly debtor: Debtor }) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <Grid gap="md">
      {debtor.erased_at && (
        <Grid.Col span={12}>
          <Alert variant="light" color="gray" c="var(--cauce-ink)" icon={<IconEraser aria-hidden />}>
            {t('erase.erased', { when: writer.time(debtor.erased_at, 'date') })}
          </Alert>
        </Grid.Col>
      )}
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="md">
          <Runs runs={debtor.runs} />
          {debtor.accounts.map((account) => (
            <AccountCard key={account.id} account={account} />
          ))}
          <Card title={t('debtors.history')}>
            <History entries={debtor.history} />
          </Card>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }} order={{ base: -1, md: 0 }}>
        <Stack gap="md">
          <IdentityCard debtor={debtor} />
          <ContactCard points={debtor.contact_points} />
          {Object.keys(debtor.custom).length > 0 && (
            <Card title={t('debtors.custom')}>
              <CustomFacts scope="debtor" values={debtor.custom} />
            </Card>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
