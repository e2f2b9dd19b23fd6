import { Button, Group } from '@mantine/core';
import { IconFileImport, IconUserSearch } from '@tabler/icons-react';
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
import { useMay } from '../../session/store';
import { DebtorList } from './DebtorList';

const SIZE = 50;

/** Everybody whom we collect from. */
export function DebtorsRoom() {
  const { t } = useTranslation();
  const address = useListAddress();
  const { search, page } = address;
  const debtors = useQuery({
    queryKey: ['debtors', { search, page }],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/debtors', { params: { query: { search, page, size: SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Room title={t('debtors.title')}>
      <Group mb="md">
        <SearchBox value={search} label={t('debtors.search')} onSearch={(next) => address.set({ search: next })} />
      </Group>
      <Answer query={debtors}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nobody searched={search !== ''} />
          ) : (
            <>
              <DebtorList debtors={items} />
              <Pager page={page} size={SIZE} total={total} onPage={(next) => address.set({ page: String(next) })} />
            </>
          )
        }
      </Answer>
    </Room>
  );
}

function Nobody({ searched }: { readonly searched: boolean }) {
  const { t } = useTranslation();
  const mayImport = useMay('imports:run');
  if (searched) {
    return <EmptyState icon={IconUserSearch} title={t('debtors.notFound')} text={t('debtors.notFoundText')} />;
  }
  return (
    <EmptyState icon={IconFileImport} title={t('debtors.empty')} text={t('debtors.emptyText')}>
      {mayImport && (
        <Button component={Link} to="/import">
          {t('debtors.importNow')}
        </Button>
      )}
    </EmptyState>
  );
}
