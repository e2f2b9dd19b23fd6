import { List, Text } from '@mantine/core';
import type { Counted } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useTexts } from '../texts';

/** What it costs to count, in words: fast or slow, and what would make it faster. */
export function AudienceCost({ counted }: { readonly counted: Counted }) {
  const t = useTexts();
  const { number, text: said } = useWriter();
  const { seconds, speed, reasons } = counted;
  const took =
    seconds === null ? '' : t('form.costSeconds', { seconds: number(Math.max(0.1, Math.round(seconds * 10) / 10)) });
  return (
    <>
      <Text size="sm" c="var(--cauce-muted)">
        {t(`form.cost.${speed}`)} {took}
      </Text>
      {reasons.length > 0 && (
        <List size="sm" c="var(--cauce-muted)">
          {reasons.map(({ code, field, text }) => (
            <List.Item key={`${code} ${field}`}>{said(text)}</List.Item>
          ))}
        </List>
      )}
    </>
  );
}
