import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly rows?: number;
  readonly height?: number;
}

/** Grey bars in the shape of what is coming; screen readers hear that it loads. */
export function Waiting({ rows = 6, height = 40 }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t('common.loading')} p="md">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all the same and never move
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
