import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Import } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';

/** What an import came to, and what to do with the rows that were refused. */
export function Result({ item }: { readonly item: Import }) {
  const { t } = useTranslation();
  if (item.state === 'failed') {
    return (
      <Stack gap="md" align="flex-start">
        <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t('imports.failed')} role="alert">
          {item.error ?? t('imports.failedText')}
        </Alert>
        <Button component={Link} to="/import" variant="default">
          {t('imports.again')}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <Figure name={t('imports.created')} value={item.created} />
        <Figure name={t('imports.updated')} value={item.updated} />
        <Figure name={t('imports.refused')} value={item.refused} />
      </SimpleGrid>
      {item.refused > 0 && (
        <Card title={t('imports.rejects')}>
          <Text mb="sm">{t('imports.rejectsText')}</Text>
          <Button
            component="a"
            href={`/api/v1/imports/${item.id}/rejects`}
            download
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t('imports.download')}
          </Button>
        </Card>
      )}
      <Group>
        <Button component={Link} to="/debtors">
          {t('imports.toDebtors')}
        </Button>
        <Button component={Link} to="/import" variant="default">
          {t('imports.another')}
        </Button>
      </Group>
    </Stack>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  const writer = useWriter();
  return (
    <Card>
      <Text c="dimmed">{name}</Text>
      <Text fz={28} lh="36px" fw={620} className="figures">
        {writer.number(value)}
      </Text>
    </Card>
  );
}
