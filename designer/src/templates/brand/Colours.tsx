import { Alert, Button, ColorInput, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { checkQuery, type FaintColour, type Kit } from './calls';
import { useTexts } from './texts';
import { COLOURS, type ColourName, isColour } from './variables';

const PAUSE_MS = 300;
const HEX = /^#[0-9a-fA-F]{6}$/;

interface Props {
  readonly kit: Kit;
  readonly readOnly: boolean;
  readonly onKit: (changed: Partial<Kit>) => void;
}

/** The ten colours, each with what is hard to read about it and a colour that would do. */
export function Colours({ kit, readOnly, onKit }: Props) {
  const t = useTexts();
  const [calm] = useDebouncedValue(kit, PAUSE_MS);
  const whole = COLOURS.every((name) => HEX.test(calm[name]));
  const { data } = useQuery({ ...checkQuery(calm), enabled: whole });
  const faint = data?.faint ?? [];
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {COLOURS.map((name) => (
          <Colour
            key={name}
            name={name}
            value={kit[name]}
            faint={faint.filter(({ colour }) => colour === name)}
            readOnly={readOnly}
            onValue={(value) => onKit({ [name]: value })}
          />
        ))}
      </SimpleGrid>
      {data && faint.length === 0 && (
        <Group gap={6} c="var(--cauce-brand)">
          <IconCheck size={18} aria-hidden />
          <Text size="sm">{t('allReadable')}</Text>
        </Group>
      )}
    </Stack>
  );
}

interface ColourProps {
  readonly name: ColourName;
  readonly value: string;
  readonly faint: readonly FaintColour[];
  readonly readOnly: boolean;
  readonly onValue: (value: string) => void;
}

function Colour({ name, value, faint, readOnly, onValue }: ColourProps) {
  const t = useTexts();
  return (
    <div>
      <ColorInput
        label={t(`colours.${name}`)}
        description={t(`colourHelp.${name}`)}
        format="hex"
        withEyeDropper={false}
        value={value}
        readOnly={readOnly}
        onChange={onValue}
      />
      {faint.length > 0 && <Faint faint={faint} readOnly={readOnly} onValue={onValue} />}
    </div>
  );
}

function Faint({ faint, readOnly, onValue }: Pick<ColourProps, 'faint' | 'readOnly' | 'onValue'>) {
  const t = useTexts();
  const writer = useWriter();
  const [worst] = faint.toSorted((left, right) => left.ratio / left.needed - right.ratio / right.needed);
  if (!worst) return null;
  const { on, ratio, needed, suggestion } = worst;
  const below = isColour(on) ? t(`colours.${on}`) : on;
  return (
    <Alert color="yellow" variant="light" mt={6} p="xs" c="var(--cauce-ink)">
      <Text size="sm">{t('faint', { on: below, ratio: writer.number(ratio), needed: writer.number(needed) })}</Text>
      {!readOnly && (
        <Button
          variant="default"
          size="compact-sm"
          mt={6}
          leftSection={<span style={{ width: 14, height: 14, borderRadius: 4, background: suggestion }} />}
          onClick={() => onValue(suggestion)}
        >
          {t('use', { colour: suggestion })}
        </Button>
      )}
    </Alert>
  );
}
