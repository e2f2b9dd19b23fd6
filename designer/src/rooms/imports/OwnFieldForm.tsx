import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../i18n';
import { isFieldName, OWN_TYPES, type OwnType, type Scope, type Target } from './mapping';
import classes from './OwnFieldForm.module.css';

const DETECT = 'auto';

interface Props {
  readonly target: Target;
  readonly onTarget: (target: Target) => void;
  readonly onDone: () => void;
}

/** Describes a new field: what people call it, what kind of value it is, whom it belongs to, whether it is personal. */
export function OwnFieldForm({ target, onTarget, onDone }: Props) {
  const { t } = useTranslation();
  const [scope, name] = split(target.field);
  const { type: _, ...untyped } = target;

  function rename(language: Language, label: string) {
    onTarget({ ...target, labels: { ...target.labels, [language]: label } });
  }

  function retype(value: string | null) {
    const type = OWN_TYPES.find((known) => known === value);
    onTarget(type ? { ...untyped, type } : untyped);
  }

  return (
    <Stack gap="sm" className={classes['form'] ?? ''}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            label={t(`imports.labelIn.${language}`)}
            value={target.labels?.[language] ?? ''}
            maxLength={100}
            onChange={(event) => rename(language, event.currentTarget.value)}
          />
        ))}
        <Select
          label={t('imports.type')}
          data={[DETECT, ...OWN_TYPES].map((value) => ({
            value,
            label: t(`imports.types.${value as OwnType | typeof DETECT}`),
          }))}
          value={target.type ?? DETECT}
          onChange={retype}
          allowDeselect={false}
        />
        <Select
          label={t('imports.belongsTo')}
          data={[
            { value: 'account', label: t('imports.ofAccount') },
            { value: 'debtor', label: t('imports.ofDebtor') },
          ]}
          value={scope}
          onChange={(value) => value && onTarget({ ...target, field: `${value}.${name}` })}
          allowDeselect={false}
        />
      </SimpleGrid>
      <Checkbox
        label={t('imports.personal')}
        description={t('imports.personalHelp')}
        checked={target.personal ?? false}
        onChange={(event) => onTarget({ ...target, personal: event.currentTarget.checked })}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {isFieldName(target.field) ? t('imports.usedAs', { name: target.field }) : t('imports.badName')}
        </Text>
        <Button size="xs" variant="light" onClick={onDone}>
          {t('imports.ownDone')}
        </Button>
      </Group>
    </Stack>
  );
}

function split(field: string): readonly [Scope, string] {
  return field.startsWith('debtor.') ? ['debtor', field.slice(7)] : ['account', field.slice(8)];
}
