import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconDeviceMobile, IconMail, IconMapPin, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactPoint } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';

const ICONS = { email: IconMail, mobile: IconDeviceMobile, postal: IconMapPin } as const;

function iconOf(kind: string) {
  return kind === 'email' || kind === 'mobile' || kind === 'postal' ? ICONS[kind] : IconPhone;
}

/** Where the debtor can be reached, the first choice of each kind first. */
export function ContactCard({ points }: { readonly points: readonly ContactPoint[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('debtors.contact')}>
      {points.length === 0 && <Text c="dimmed">{t('debtors.noContact')}</Text>}
      <Stack gap="sm">
        {points.map((point) => (
          <Point key={`${point.kind} ${point.value}`} point={point} />
        ))}
      </Stack>
    </Card>
  );
}

function Point({ point }: { readonly point: ContactPoint }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const Icon = iconOf(point.kind);
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Icon size={18} stroke={1.7} color="var(--cauce-muted)" aria-hidden />
      <Stack gap={2} miw={0}>
        <Text className="figures" style={{ overflowWrap: 'anywhere' }}>
          {point.value}
        </Text>
        {point.opted_out_at && (
          <Badge variant="light" color="gray" c="var(--cauce-ink)" tt="none">
            {t('debtors.optedOut', { date: writer.time(point.opted_out_at, 'date') })}
          </Badge>
        )}
        {!point.valid && (
          <Badge variant="light" color="red" tt="none">
            {t('debtors.invalidContact')}
          </Badge>
        )}
      </Stack>
    </Group>
  );
}
