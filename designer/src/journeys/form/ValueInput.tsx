import { Select, TagsInput, TextInput } from '@mantine/core';
import type { Field } from '../catalog';
import { takesList } from '../conditions/operators';
import { listFromTags, tagsFromList } from '../conditions/values';
import type { Comparison, Json } from '../document';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { DayInput, PartInput } from './DayInput';
import { Figure } from './Figure';

interface Props {
  readonly field: Field;
  readonly rule: Comparison;
  readonly disabled: boolean;
  readonly onChange: (value: Json) => void;
}

/** The value of a comparison, typed as its field: money in major units, a day, yes or no, a tag, a list. */
export function ValueInput(props: Props) {
  const { field, rule, disabled, onChange } = props;
  const t = useTexts();
  const shared = { size: 'sm', 'aria-label': t('form.value'), disabled } as const;
  if (rule.part !== undefined) {
    return <PartInput {...props} />;
  }
  if (takesList(rule.op)) {
    return (
      <TagsInput
        {...shared}
        aria-label={t('form.values')}
        placeholder={t('form.valuesHint')}
        value={tagsFromList(rule.value, field.type)}
        onChange={(tags) => onChange(listFromTags(tags, field.type))}
      />
    );
  }
  switch (field.type) {
    case 'number':
    case 'money':
      return (
        <Figure
          {...shared}
          title={field.type === 'money' ? t('form.moneyHint') : ''}
          money={field.type === 'money'}
          value={rule.value}
          onChange={(figure) => figure !== null && onChange(figure)}
        />
      );
    case 'boolean':
      return (
        <Select
          {...shared}
          allowDeselect={false}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={String(rule.value === true)}
          onChange={(chosen) => onChange(chosen === 'true')}
        />
      );
    case 'date':
      return <DayInput {...props} />;
    case 'tags':
      return (
        <TextInput
          {...shared}
          aria-label={t('form.tag')}
          placeholder={t('form.tagHint')}
          value={asText(rule.value)}
          onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\s+/g, '_'))}
        />
      );
    case 'text':
      return (
        <TextInput {...shared} value={asText(rule.value)} onChange={(event) => onChange(event.currentTarget.value)} />
      );
  }
}
