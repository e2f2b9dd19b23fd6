import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWriter } from '../../i18n/use';
import type { DateOrder, Decimal, MappingDraft } from './mapping';

const CURRENCY = 'account.currency';
const LANGUAGE = 'debtor.language';
const JURISDICTION = 'debtor.jurisdiction';

interface Props {
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
}

/** What stands where the file says nothing, and how its numbers and dates are written. */
export function Defaults({ draft, onDraft }: Props) {
  const { t } = useTranslation();
  const { language } = useWriter();
  const languages = new Intl.DisplayNames([language], { type: 'language' });

  function set(field: string, value: string) {
    onDraft({ ...draft, defaults: { ...draft.defaults, [field]: value } });
  }

  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
      <TextInput
        label={t('imports.currency')}
        description={t('imports.currencyHelp')}
        placeholder="EUR"
        maxLength={3}
        value={draft.defaults[CURRENCY] ?? ''}
        onChange={(event) => set(CURRENCY, event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        label={t('imports.jurisdiction')}
        description={t('imports.jurisdictionHelp')}
        placeholder="CO"
        maxLength={16}
        value={draft.defaults[JURISDICTION] ?? ''}
        onChange={(event) => set(JURISDICTION, event.currentTarget.value.toUpperCase())}
      />
      <Select
        label={t('imports.language')}
        description={t('imports.languageHelp')}
        data={['es', 'en'].map((value) => ({ value, label: languages.of(value) ?? value }))}
        value={draft.defaults[LANGUAGE] || null}
        onChange={(value) => set(LANGUAGE, value ?? '')}
        placeholder={t('imports.unsaid')}
        clearable
      />
      <Select
        label={t('imports.decimal')}
        data={[
          { value: 'auto', label: t('imports.detect') },
          { value: ',', label: t('imports.decimalComma') },
          { value: '.', label: t('imports.decimalPoint') },
        ]}
        value={draft.decimal}
        onChange={(value) => onDraft({ ...draft, decimal: (value ?? 'auto') as Decimal })}
        allowDeselect={false}
      />
      <Select
        label={t('imports.date')}
        data={[
          { value: 'auto', label: t('imports.detect') },
          { value: 'DMY', label: t('imports.dmy') },
          { value: 'MDY', label: t('imports.mdy') },
          { value: 'YMD', label: t('imports.ymd') },
        ]}
        value={draft.date}
        onChange={(value) => onDraft({ ...draft, date: (value ?? 'auto') as DateOrder })}
        allowDeselect={false}
      />
    </SimpleGrid>
  );
}
