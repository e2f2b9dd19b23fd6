import { Button, FileButton, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { type Imported, importMjml } from './calls';
import classes from './Mail.module.css';
import { useMailTexts } from './texts';

/** Takes a file of MJML in the place of the design. */
export function ImportMail({ onImported }: { readonly onImported: (found: Imported) => void }) {
  const t = useMailTexts();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File | null) => {
    if (file === null) return;
    setBusy(true);
    setFault(null);
    try {
      onImported(await importMjml(await file.text()));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setFault(error.message || t('importFailed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes['import']}>
      <FileButton accept=".mjml,.xml,text/xml" onChange={(file) => void take(file)}>
        {(props) => (
          <Button {...props} variant="default" size="xs" loading={isBusy} leftSection={<IconFileImport size={16} />}>
            {t('import')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed">
        {t('importHelp')}
      </Text>
      {fault !== null && (
        <Text size="sm" c="red" role="alert">
          {fault}
        </Text>
      )}
    </div>
  );
}
