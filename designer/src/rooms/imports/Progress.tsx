import { Progress as Bar, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Import } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';

const WHOLE = 100;

/** How far a running import is. */
export function Progress({ item }: { readonly item: Import }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const share = item.rows_total ? Math.min(WHOLE, (item.rows_done / item.rows_total) * WHOLE) : null;
  return (
    <Card title={t('imports.loading')}>
      <Stack gap="sm">
        <Bar
          value={share ?? WHOLE}
          animated={share === null}
          striped={share === null}
          size="lg"
          aria-label={t('imports.loading')}
        />
        <Group justify="space-between">
          <Text className="figures" aria-live="polite">
            {item.rows_total === null
              ? t('imports.rowsDone', { done: writer.number(item.rows_done) })
              : t('imports.rowsOf', { done: writer.number(item.rows_done), total: writer.number(item.rows_total) })}
          </Text>
          <Text c="dimmed">{t('imports.mayLeave')}</Text>
        </Group>
      </Stack>
    </Card>
  );
}
