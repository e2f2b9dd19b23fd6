import { Button, FileButton, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { type ImportedMail, importMail } from '../api';
import type { TemplateDocument } from '../document';
import { useTemplateTexts } from '../frame/texts';
import classes from './Make.module.css';
import { MakeDialog } from './MakeDialog';

/** As many bytes as the server takes. */
const LARGEST = 1_000_000;

class UnusableFileError extends Error {}

/** A document with nothing but the mail that came. */
function documentOf({ project, subject, preheader }: ImportedMail, language: string): TemplateDocument {
  const variant = { id: 'a', share: 100, subject, preheader, content: { project } };
  return {
    schema_version: 1,
    channel: 'email',
    brand: '',
    page: '',
    languages: { [language]: { variants: [variant] } },
  };
}

/** A mail that was designed elsewhere, as a file of MJML. */
export function ImportMail() {
  const t = useTemplateTexts();
  const said = useSaid();
  const reset = useRef<() => void>(null);
  const [brought, setBrought] = useState<ImportedMail | null>(null);
  const [name, setName] = useState('');
  const bringing = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > LARGEST) throw new UnusableFileError(t('make.tooLarge'));
      const mjml = await file.text().catch(() => '');
      if (!mjml.includes('<mjml')) throw new UnusableFileError(t('make.noMjml', { file: file.name }));
      return importMail(mjml);
    },
    onSuccess: (mail, file) => {
      setName(file.name.replace(/\.[^.]*$/, ''));
      setBrought(mail);
    },
    onError: (error) => announce(error instanceof UnusableFileError ? error.message : said(error), 'failed'),
    onSettled: () => reset.current?.(),
  });
  return (
    <section className={classes['start']} aria-label={t('make.import')}>
      <Title order={2}>{t('make.import')}</Title>
      <Text c="dimmed">{t('make.importHelp')}</Text>
      <FileButton resetRef={reset} accept=".mjml,.xml,text/plain" onChange={(file) => file && bringing.mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={bringing.isPending}>
            {t('make.chooseFile')}
          </Button>
        )}
      </FileButton>
      {brought !== null && (
        <MakeDialog
          title={t('make.importTitle')}
          text={t('make.importText')}
          suggested={{ es: name, en: name }}
          wishFor={(language) => ({ channel: 'email', document: documentOf(brought, language) })}
          asksLanguage
          onClose={() => setBrought(null)}
        />
      )}
    </section>
  );
}
