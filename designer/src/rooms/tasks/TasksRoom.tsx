import { Group, Tabs } from '@mantine/core';
import { IconChecklist, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { useListAddress } from '../../parts/listAddress';
import { Pager } from '../../parts/Pager';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { TaskDrawer } from './TaskDrawer';
import { TaskList } from './TaskList';
import { addTasksTexts, useTexts } from './texts';

addTasksTexts();

const SIZE = 50;
const ASK_AGAIN_MS = 10_000;
const TABS = ['open', 'done'] as const;

/** What agents and supervisors have to do. */
export function TasksRoom() {
  const t = useTexts();
  const address = useListAddress();
  const { search, page } = address;
  const state = address.get('tab') === 'done' ? 'done' : 'open';
  const open = Number(address.get('open')) || null;
  const tasks = useQuery({
    queryKey: ['tasks', { search, state, page }],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/tasks', { params: { query: { search, state, page, size: SIZE } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
  const addressOf = (id: number) => {
    const after = new URLSearchParams(address.all);
    after.set('open', String(id));
    return `?${after}`;
  };
  return (
    <Room title={t('title')} lead={t('lead')}>
      <Tabs value={state} onChange={(next) => address.set({ tab: next === 'done' ? next : null })}>
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={state}>
          <Group mb="md">
            <SearchBox value={search} label={t('search')} onSearch={(next) => address.set({ search: next })} />
          </Group>
          <Answer query={tasks}>
            {({ items, total }) =>
              items.length === 0 ? (
                <Nothing filtered={search !== ''} />
              ) : (
                <>
                  <TaskList tasks={items} addressOf={addressOf} />
                  <Pager page={page} size={SIZE} total={total} onPage={(next) => address.set({ page: String(next) })} />
                </>
              )
            }
          </Answer>
        </Tabs.Panel>
      </Tabs>
      <TaskDrawer id={open} onClose={() => address.set({ open: null })} />
    </Room>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  const t = useTexts();
  return filtered ? (
    <EmptyState icon={IconSearch} title={t('notFound')} text={t('notFoundText')} />
  ) : (
    <EmptyState icon={IconChecklist} title={t('empty')} text={t('emptyText')} />
  );
}
