import { Anchor, type ComboboxItem, type OptionsFilter, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { firstWords, templatesQuery } from '../../templates/api';
import classes from '../../templates/list/Looks.module.css';
import { TemplateLooks } from '../../templates/list/TemplateLooks';
import { useScope } from '../editor/scope';
import { StepLacks } from '../lacks/StepLacks';
import { templateName } from '../names';
import { asText } from '../settings';
import { useTexts } from '../texts';
import type { WidgetProps } from './widget';

/** A designed message by the name that people gave it and by what it looks like. */
export function TemplateSetting({ kind, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const lines = new Map(useQuery(templatesQuery).data?.items.map((line) => [line.key, line]));
  const [open, setOpen] = useState(false);
  const key = asText(value);
  const channel = kind.channel ?? null;
  const known = catalog.templates
    .filter((template) => channel === null || template.channel === channel)
    .map((template) => ({ value: template.key, label: templateName(reading, template.key) }));
  const missing = key !== '' && known.every((template) => template.value !== key);
  const chosen = lines.get(key);
  const wordsOf = (item: ComboboxItem) => {
    const line = lines.get(item.value);
    return line === undefined ? item.label : `${item.label} ${firstWords(line, reading.language)}`;
  };
  return (
    <div>
      <Select
        label={label}
        description={help}
        disabled={disabled}
        placeholder={t('form.chooseTemplate')}
        nothingFoundMessage={t('form.noTemplate')}
        data={missing ? [...known, { value: key, label: key }] : known}
        value={key === '' ? null : key}
        onChange={(picked) => picked !== null && onChange(picked)}
        onDropdownOpen={() => setOpen(true)}
        onDropdownClose={() => setOpen(false)}
        filter={byWords(wordsOf)}
        renderOption={({ option }) => {
          const line = lines.get(option.value);
          const drawn = open && line !== undefined; // the list stands in the page also while it is closed
          return drawn ? <TemplateLooks template={line} language={reading.language} /> : option.label;
        }}
        maxDropdownHeight={420}
        searchable
        allowDeselect={false}
      />
      {chosen !== undefined && (
        <div className={classes['chosen']}>
          <TemplateLooks template={chosen} language={reading.language}>
            <Anchor size="sm" href={`/templates/${encodeURIComponent(key)}`} target="_blank" rel="noopener">
              {t('form.openTemplate')}
            </Anchor>
          </TemplateLooks>
        </div>
      )}
      <StepLacks template={key} />
    </div>
  );
}

/** Finds templates by their name and by their first words. */
function byWords(wordsOf: (item: ComboboxItem) => string): OptionsFilter {
  return ({ options, search }) => {
    const wanted = search.trim().toLocaleLowerCase();
    return options.filter((option) => !('group' in option) && wordsOf(option).toLocaleLowerCase().includes(wanted));
  };
}
