import { Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, take } from '../../api/client';
import type { Account } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useWalkTexts } from './texts';
import type { Walker } from './walk';

const PAUSE_MS = 250;
const SHOWN = 8;
const SAMPLE = 'sample';

const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['debtors', 'list', 'walk', search],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/debtors', { params: { query: { search, size: SHOWN, page: 1 } }, signal })),
    placeholderData: keepPreviousData,
  });

const debtorQuery = (id: number) =>
  queryOptions({
    queryKey: ['debtors', 'walk', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/debtors/{id}', { params: { path: { id } }, signal })),
    enabled: id > 0,
  });

/** The first account on which something is owed, or else the first. */
function firstOpen(accounts: readonly Account[]): Account | undefined {
  return accounts.find(({ status }) => status === 'open') ?? accounts[0];
}

interface Props {
  readonly walker: Walker | null;
  readonly onWalker: (walker: Walker | null) => void;
}

/** Whom to walk with: somebody real, found by a search, or a made-up person. */
export function WhoInput({ walker, onWalker }: Props) {
  const t = useWalkTexts();
  const writer = useWriter();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, PAUSE_MS);
  const people = useQuery(peopleQuery(search)).data?.items ?? [];
  const detail = useQuery(debtorQuery(walker?.debtorId ?? 0)).data;
  const walkWith = async (debtorId: number, accountId?: number) => {
    const { name, accounts } = await queries.fetchQuery(debtorQuery(debtorId));
    const account = accounts.find(({ id }) => id === accountId) ?? firstOpen(accounts);
    if (account) onWalker({ debtorId, accountId: account.id, name });
  };
  const chosen = String(walker?.debtorId ?? SAMPLE);
  const found = people.map(({ id, name, ref }) => ({ value: String(id), label: `${name} · ${ref}` }));
  const missing = walker !== null && found.every(({ value }) => value !== chosen);
  const data = [
    { value: SAMPLE, label: t('sample') },
    ...(missing ? [{ value: chosen, label: walker.name }] : []),
    ...found,
  ];
  return (
    <Stack gap="xs">
      <Select
        label={t('who')}
        placeholder={t('search')}
        nothingFoundMessage={t('nobody')}
        searchable
        data={data}
        filter={({ options }) => options}
        value={chosen}
        allowDeselect={false}
        // The name of whoever is chosen stands in the field: that is no search.
        onSearchChange={(text) => setTyped(data.some(({ label }) => label === text) ? '' : text)}
        onChange={(value) => {
          if (value === SAMPLE || value === null) onWalker(null);
          else void walkWith(Number(value));
        }}
      />
      {walker && detail && detail.accounts.length > 1 && (
        <Select
          label={t('account')}
          data={detail.accounts.map(({ id, ref, balance, currency }) => ({
            value: String(id),
            label: `${ref} · ${writer.money(balance, currency)}`,
          }))}
          value={String(walker.accountId)}
          allowDeselect={false}
          onChange={(value) => void walkWith(walker.debtorId, Number(value))}
        />
      )}
    </Stack>
  );
}
