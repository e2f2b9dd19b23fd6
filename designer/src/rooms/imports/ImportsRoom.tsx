import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Answer } from '../../parts/Answer';
import { Failure } from '../../parts/Failure';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { upload, useImports } from './calls';
import { DropZone } from './DropZone';
import { PastImports } from './PastImports';

/** Where portfolios come in: choose a file, and what came in before. */
export function ImportsRoom() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayImport = useMay('imports:run');
  const imports = useImports();
  const uploading = useMutation({
    mutationFn: upload,
    onSuccess: (found) => {
      void queries.invalidateQueries({ queryKey: ['imports', 'list'] });
      // Kept with the page's place in the history, so that reloading the page does not lose it.
      void navigate(`/import/${found.id}`, { state: { upload: found } });
    },
  });
  return (
    <Room title={t('imports.title')} lead={t('imports.lead')}>
      <Stack gap="lg">
        {mayImport && <DropZone busy={uploading.isPending} onFile={(file) => uploading.mutate(file)} />}
        {uploading.isError && <Failure error={uploading.error} />}
        <Answer query={imports}>{({ items }) => <PastImports imports={items} />}</Answer>
      </Stack>
    </Room>
  );
}
