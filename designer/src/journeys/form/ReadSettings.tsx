import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listQuery, segmentsQuery } from '../api';
import { type Kind, type SettingSchema, shownSettings, wholeSettings, widgetOf } from '../catalog';
import { conditionAsSentence } from '../conditions/inWords';
import type { Json, Settings } from '../document';
import { useScope } from '../editor/scope';
import { withCapital } from '../names';
import { asBranches } from '../settings';
import { settingInWords } from '../settingWords';
import { useTexts } from '../texts';

interface Props {
  readonly kind: Kind;
  readonly settings: Settings;
}

interface ValueProps {
  readonly schema: SettingSchema;
  readonly value: Json | undefined;
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

/** A journey or a segment is kept by its number, and read by its name. */
function Numbered({ schema, value, settings }: ValueProps) {
  const { reading } = useScope();
  const isJourney = widgetOf(schema) === 'journey';
  const journeys = useQuery({ ...listQuery(''), enabled: isJourney }).data?.items;
  const segments = useQuery({ ...segmentsQuery, enabled: !isJourney }).data?.items;
  const found = (isJourney ? journeys : segments)?.find((item) => item.id === value);
  return <Text>{found?.name ?? settingInWords(schema, value, reading, settings)}</Text>;
}

function Value(props: ValueProps) {
  const t = useTexts();
  const { reading } = useScope();
  const { schema, value, settings } = props;
  const widget = widgetOf(schema);
  const withConditions = widget === 'branches' || (widget === 'arms' && schema['x-with-condition'] === true);
  if (withConditions && asBranches(value).length > 0) {
    return <Branches value={value} />;
  }
  if ((widget === 'journey' || widget === 'segment') && typeof value === 'number') {
    return <Numbered {...props} />;
  }
  const nothing = widget === 'condition' ? t('form.everyone') : t('form.nothing');
  const words = settingInWords(schema, value, reading, settings);
  const shown = widget === 'choice' || widget === 'choices' ? withCapital(words) : words;
  return <Text style={{ whiteSpace: 'pre-line' }}>{shown || nothing}</Text>;
}

/** A step's settings in words, for who may look but not change. */
export function ReadSettings({ kind, settings }: Props) {
  const { reading } = useScope();
  const whole = wholeSettings(kind, settings);
  return shownSettings(kind, settings).map(([name, schema]) => (
    <section key={name} style={{ marginBottom: 16 }}>
      <Text fz="sm" c="dimmed">
        {schema['x-title']?.[reading.language] ?? schema.title ?? name}
      </Text>
      <Value schema={schema} value={whole[name]} settings={whole} />
    </section>
  ));
}
