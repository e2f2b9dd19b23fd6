import { Text } from '@mantine/core';
import { type Kind, type SettingSchema, shownSettings, widgetOf } from '../catalog';
import { conditionAsSentence } from '../conditions/inWords';
import type { Json, Settings } from '../document';
import { useScope } from '../editor/scope';
import { asBranches } from '../settings';
import { useTexts } from '../texts';
import { settingInWords } from '../words';

interface Props {
  readonly kind: Kind;
  readonly settings: Settings;
}

function Branches({ value }: { readonly value: Json | undefined }) {
  const { reading } = useScope();
  return asBranches(value).map((arm) => (
    <Text key={arm.id} mt={4}>
      <b>{arm.label}:</b> {arm.when === null ? '…' : conditionAsSentence(arm.when, reading)}
    </Text>
  ));
}

function Value({ schema, value }: { readonly schema: SettingSchema; readonly value: Json | undefined }) {
  const t = useTexts();
  const { reading } = useScope();
  const widget = widgetOf(schema);
  if (widget === 'branches') {
    return <Branches value={value} />;
  }
  const nothing = widget === 'condition' ? t('form.everyone') : t('form.nothing');
  return <Text>{settingInWords(schema, value, reading) || nothing}</Text>;
}

/** A step's settings in words, for who may look but not change. */
export function ReadSettings({ kind, settings }: Props) {
  const { reading } = useScope();
  return shownSettings(kind, settings).map(([name, schema]) => (
    <section key={name} style={{ marginBottom: 16 }}>
      <Text fz="sm" c="dimmed">
        {schema['x-title']?.[reading.language] ?? schema.title ?? name}
      </Text>
      <Value schema={schema} value={settings[name]} />
    </section>
  ));
}
