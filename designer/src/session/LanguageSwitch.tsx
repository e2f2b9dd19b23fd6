import { SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../i18n';
import { useWriter } from '../i18n/use';
import { announce } from '../parts/notices';
import { useSaid } from '../parts/said';
import { changeLanguage } from './acts';

const CHOICES = LANGUAGES.map((language) => ({ value: language, label: language.toUpperCase() }));

/** Changes the language of the studio at once. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language } = useWriter();
  const queries = useQueryClient();
  const said = useSaid();
  const changing = useMutation({
    mutationFn: (chosen: Language) => changeLanguage(chosen, queries),
    onError: (error) => announce(said(error), 'failed'),
  });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('common.language')}
      data={CHOICES}
      value={language}
      onChange={(chosen) => changing.mutate(chosen)}
    />
  );
}
