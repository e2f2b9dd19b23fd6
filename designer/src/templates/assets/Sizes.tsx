import { ActionIcon, Anchor, CopyButton, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import type { AssetDetail } from './calls';
import { useTexts } from './texts';

/** The sizes that are kept of a picture, each with its address. */
export function Sizes({ asset }: { readonly asset: AssetDetail }) {
  const t = useTexts();
  const writer = useWriter();
  const { width, height, size, url } = asset;
  const rows = [{ width, height, size, url }, ...asset.sizes];
  return (
    <section>
      <Title order={3} mb="xs">
        {t('detail.sizes')}
      </Title>
      {rows.map((row, place) => {
        const name = row.width > 0 ? t('pixels', { ...row }) : t('detail.whole');
        return (
          <Group key={row.url} justify="space-between" wrap="nowrap" gap="xs">
            <Anchor href={row.url} target="_blank" rel="noreferrer" fw={place === 0 ? 560 : 400}>
              {name}
            </Anchor>
            <Group gap={4} wrap="nowrap">
              <Text size="sm" c="dimmed" className="figures">
                {writer.bytes(row.size)}
              </Text>
              <CopyButton value={new URL(row.url, location.origin).href}>
                {({ copied, copy }) => (
                  <Tooltip label={copied ? t('detail.copied') : t('detail.copy')}>
                    <ActionIcon
                      variant="subtle"
                      color="quiet"
                      aria-label={t('detail.copyOf', { size: name })}
                      onClick={copy}
                    >
                      {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                    </ActionIcon>
                  </Tooltip>
                )}
              </CopyButton>
            </Group>
          </Group>
        );
      })}
    </section>
  );
}
