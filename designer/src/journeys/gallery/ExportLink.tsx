import { Button, Text } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { fileAddress } from './api';
import { useGalleryTexts } from './texts';

/** Downloads a journey with all that it takes, as a file that another installation can import. */
export function ExportLink({ journey }: { readonly journey: number }) {
  const t = useGalleryTexts();
  return (
    <div>
      <Button
        component="a"
        href={fileAddress(journey)}
        download
        variant="default"
        leftSection={<IconFileExport size={16} aria-hidden />}
      >
        {t('file.export')}
      </Button>
      <Text size="xs" c="dimmed" mt={4}>
        {t('file.exportHelp')}
      </Text>
    </div>
  );
}
