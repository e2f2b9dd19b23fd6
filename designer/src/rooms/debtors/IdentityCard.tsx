import { useTranslation } from 'react-i18next';
import type { Debtor } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Facts } from '../../parts/Facts';
import { Flags } from './Flags';

/** Who the debtor is. */
export function IdentityCard({ debtor }: { readonly debtor: Debtor }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const none = t('common.none');
  const [account] = debtor.erased_at ? [] : debtor.accounts;
  const language = new Intl.DisplayNames([writer.language], { type: 'language' }).of(debtor.language);
  return (
    <Card title={t('debtors.identity')}>
      <Flags of="person" account={account?.id ?? null} flags={debtor.flags} />
      <Facts
        facts={[
          { name: t('debtors.birthDate'), value: debtor.birth_date ? writer.time(debtor.birth_date, 'date') : none },
          { name: t('debtors.document'), value: debtor.document ?? none },
          { name: t('debtors.language'), value: language ?? debtor.language },
          { name: t('debtors.timeZone'), value: debtor.time_zone.replaceAll('_', ' ') },
          { name: t('debtors.jurisdiction'), value: debtor.jurisdiction ?? none },
        ]}
      />
    </Card>
  );
}
