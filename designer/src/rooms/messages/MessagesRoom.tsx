import { Button, Group, Select } from '@mantine/core';
import { IconMailOff, IconMailSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, take } from '../../api/client';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { useListAddress } from '../../parts/listAddress';
import { Pager } from '../../parts/Pager';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { MessageDrawer } from './MessageDrawer';
import { MessageList } from './MessageList';
import { isState, STATES } from './states';

const SIZE = 50;
const ASK_AGAIN_MS = 5_000;

/** What was sent to debtors, what is about to be, and what could not be. */
export function MessagesRoom() {
  const { t } = useTranslation();
  const address = useListAddress();
  const { search, page } = address;
  const wished = address.get('state');
  const state = isState(wished) ? wished : null;
  const open = Number(address.get('open')) || null;
  const messages = useQuery({
    queryKey: ['messages', { search, state, page }],
    queryFn: ({ signal }) => {
      const query = { search, page, size: SIZE, ...(state ? { state } : {}) };
      return take(api.GET('/api/v1/messages', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <Room title={t('messages.title')}>
      <Group mb="md" gap="sm">
        <SearchBox value={search} label={t('messages.search')} onSearch={(next) => address.set({ search: next })} />
        <Select
          aria-label={t('messages.state')}
          placeholder={t('messages.allStates')}
          data={STATES.map((value) => ({ value, label: t(`messages.states.${value}`) }))}
          value={state}
          onChange={(next) => address.set({ state: next })}
          clearable
          w={200}
        />
      </Group>
      <Answer query={messages}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nothing filtered={search !== '' || state !== null} />
          ) : (
            <>
              <MessageList messages={items} addressOf={(id) => `?${withOpen(address.all, id)}`} />
              <Pager page={page} size={SIZE} total={total} onPage={(next) => address.set({ page: String(next) })} />
            </>
          )
        }
      </Answer>
      <MessageDrawer id={open} onClose={() => address.set({ open: null })} />
    </Room>
  );
}

function withOpen(params: URLSearchParams, id: number): string {
  const after = new URLSearchParams(params);
  after.set('open', String(id));
  return after.toString();
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered) {
    return <EmptyState icon={IconMailSearch} title={t('messages.notFound')} text={t('messages.notFoundText')} />;
  }
  return (
    <EmptyState icon={IconMailOff} title={t('messages.empty')} text={t('messages.emptyText')}>
      <Button component={Link} to="/journeys">
        {t('messages.toJourneys')}
      </Button>
    </EmptyState>
  );
}
