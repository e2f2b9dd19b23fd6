import { Divider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';

/** Who else answers for a debt; nothing where nobody does. */
export function Parties({ account }: { readonly account: number }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['parties', account],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/accounts/{id}/parties', { params: { path: { id: account } }, signal })),
  });
  if (!data || data.parties.length === 0) return null;
  return (
    <>
      <Divider my="sm" color="var(--cauce-line)" />
      <Stack gap={6}>
        <Text fw={560}>{t('debtors.parties')}</Text>
        {data.parties.map(({ id, name, role, mobile, email }) => (
          <div key={id}>
            <Text>
              {name} · {t(`debtors.roles.${role}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {[mobile, email].filter(Boolean).join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </>
  );
}
