import { Button } from '@mantine/core';
import { IconInboxOff, IconMailOpened } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, take } from '../../api/client';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { type ListAddress, useListAddress } from '../../parts/listAddress';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { usePhone } from '../../parts/screen';
import classes from './Mailbox.module.css';
import { MailList } from './MailList';
import { ReadingPane } from './ReadingPane';

const SIZE = 50;
const ASK_AGAIN_MS = 4_000;

/** The mail that the demo would have sent into the world, as the debtors would see it. */
export function MailboxRoom() {
  const { t } = useTranslation();
  const address = useListAddress();
  // On a phone an opened mail has the whole page.
  const alone = usePhone() && address.get('open') !== null;
  return (
    <Room
      title={t('mailbox.title')}
      lead={!alone && t('mailbox.lead')}
      actions={
        !alone && (
          <SearchBox
            value={address.search}
            label={t('mailbox.search')}
            onSearch={(next) => address.set({ search: next })}
          />
        )
      }
    >
      <Mails address={address} />
    </Room>
  );
}

function Mails({ address }: { readonly address: ListAddress }) {
  const { search, page } = address;
  const open = address.get('open');
  const mails = useQuery({
    queryKey: ['mailbox', { search, page }],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/mailbox', { params: { query: { search, page, size: SIZE } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <Answer query={mails}>
      {({ items, total }) =>
        items.length === 0 && !open ? (
          <Nothing searched={search !== ''} />
        ) : (
          <div className={classes['panes']} data-open={open !== null}>
            <MailList
              mails={items}
              open={open}
              page={page}
              pages={Math.ceil(total / SIZE)}
              onOpen={(key) => address.set({ open: key })}
              onPage={(next) => address.set({ page: String(next) })}
            />
            <section className={classes['reading']}>
              {open ? <ReadingPane key={open} mailKey={open} onBack={() => address.set({ open: null })} /> : <Choose />}
            </section>
          </div>
        )
      }
    </Answer>
  );
}

function Choose() {
  const { t } = useTranslation();
  return <EmptyState icon={IconMailOpened} title={t('mailbox.choose')} text={t('mailbox.chooseText')} />;
}

function Nothing({ searched }: { readonly searched: boolean }) {
  const { t } = useTranslation();
  if (searched) {
    return <EmptyState icon={IconInboxOff} title={t('mailbox.notFound')} text={t('mailbox.notFoundText')} />;
  }
  return (
    <EmptyState icon={IconInboxOff} title={t('mailbox.empty')} text={t('mailbox.emptyText')}>
      <Button component={Link} to="/journeys">
        {t('mailbox.toJourneys')}
      </Button>
    </EmptyState>
  );
}
