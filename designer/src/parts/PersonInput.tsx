import { Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../api/client';
import type { Account } from '../api/types';
import { useWriter } from '../i18n/use';

const PAUSE_MS = 250;
const SHOWN = 8;
const SAMPLE = 'sample';

const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['debtors', 'list', 'person', search],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/debtors', { params: { query: { search, size: SHOWN, page: 1 } }, signal })),
    placeholderData: keepPreviousData,
  });

const debtorQuery = (id: number) =>
  queryOptions({
    queryKey: ['debtors', 'person', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/debtors/{id}', { params: { path: { id } }, signal })),
    enabled: id > 0,
  });

/** The first account on which something is owed, or else the first. */
function firstOpen(accounts: readonly Account[]): Account | undefined {
  return accounts.find(({ status }) => status === 'open') ?? accounts[0];
}

/** Somebody real and one of their accounts. */
export interface ChosenPerson {
  readonly debtorId: number;
  readonly accountId: number;
  readonly name: string;
}

interface Props {
  readonly label: string;
  readonly person: ChosenPerson | null;
  /** The made-up person that stands before all others, and is chosen by null. */
  readonly sample: string;
  readonly onPerson: (person: ChosenPerson | null) => void;
}

/** Whom it is about: somebody real, found by a search, or a made-up person. */
export function PersonInput({ label, person, sample, onPerson }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, PAUSE_MS);
  const people = useQuery(peopleQuery(search)).data?.items ?? [];
  const detail = useQuery(debtorQuery(person?.debtorId ?? 0)).data;
  const choose = async (debtorId: number, accountId?: number) => {
    const { name, accounts } = await queries.fetchQuery(debtorQuery(debtorId));
    const account = accounts.find(({ id }) => id === accountId) ?? firstOpen(accounts);
    if (account) onPerson({ debtorId, accountId: account.id, name });
  };
  const chosen = String(person?.debtorId ?? SAMPLE);
  const found = people.map(({ id, name, ref }) => ({ value: String(id), label: `${name} · ${ref}` }));
  const missing = person !== null && found.every(({ value }) => value !== chosen);
  const data = [
    { value: SAMPLE, label: sample },
    ...(missing ? [{ value: chosen, label: person.name }] : []),
    ...found,
  ];
  return (
    <Stack gap="xs">
      <Select
        label={label}
        placeholder={t('person.search')}
        nothingFoundMessage={t('person.nobody')}
        searchable
        data={data}
        filter={({ options }) => options}
        value={chosen}
        allowDeselect={false}
        // The name of whoever is chosen stands in the field: that is no search.
        onSearchChange={(text) => setTyped(data.some(({ label }) => label === text) ? '' : text)}
        onChange={(value) => {
          if (value === SAMPLE || value === null) onPerson(null);
          else void choose(Number(value));
        }}
      />
      {person && detail && detail.accounts.length > 1 && (
        <Select
          label={t('person.account')}
          data={detail.accounts.map(({ id, ref, balance, currency }) => ({
            value: String(id),
            label: `${ref} · ${writer.money(balance, currency)}`,
          }))}
          value={String(person.accountId)}
          allowDeselect={false}
          onChange={(value) => void choose(person.debtorId, Number(value))}
        />
      )}
    </Stack>
  );
}
