import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Whether an account, or all of a debtor's, is still collected. */
export function StatusBadge({ status }: { readonly status: string }) {
  const { t } = useTranslation();
  const paid = status === 'paid';
  return (
    <Badge
      variant="light"
      color={paid ? 'brand' : 'gray'}
      c={paid ? 'var(--cauce-brand-deep)' : 'var(--cauce-ink)'}
      tt="none"
      fw={560}
    >
      {paid ? t('debtors.paid') : t('debtors.open')}
    </Badge>
  );
}
