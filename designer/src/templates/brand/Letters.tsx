import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '../../parts/Card';
import { AssetPicker } from '../assets/AssetPicker';
import classes from './Brand.module.css';
import type { Font, Kit } from './calls';
import { useTexts } from './texts';

interface Props {
  readonly kit: Kit;
  readonly fonts: readonly Font[];
  readonly readOnly: boolean;
  readonly onKit: (changed: Partial<Kit>) => void;
}

const LARGEST_RADIUS = 40;
const SYSTEM = 'System';

/** Fonts, corners and the logo. */
export function Letters({ kit, fonts, readOnly, onKit }: Props) {
  const t = useTexts();
  const choices = (stack: string) => {
    const known = fonts.map((font) => ({
      value: font.stack,
      label: font.name === SYSTEM ? t('systemFont') : font.name,
    }));
    return known.some(({ value }) => value === stack)
      ? known
      : [...known, { value: stack, label: t('ownFont', { stack: stack.split(',')[0] ?? stack }) }];
  };
  return (
    <>
      <Card title={t('sections.letters')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {(['font', 'heading_font'] as const).map((name) => (
            <Select
              key={name}
              label={name === 'font' ? t('font') : t('headingFont')}
              data={choices(kit[name])}
              value={kit[name]}
              readOnly={readOnly}
              allowDeselect={false}
              renderOption={({ option }) => <span style={{ fontFamily: option.value }}>{option.label}</span>}
              onChange={(value) => value && onKit({ [name]: value })}
            />
          ))}
          <NumberInput
            label={t('radius')}
            min={0}
            max={LARGEST_RADIUS}
            allowDecimal={false}
            value={kit.radius}
            readOnly={readOnly}
            onChange={(value) => onKit({ radius: Math.min(Math.max(Number(value), 0), LARGEST_RADIUS) })}
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed" mt="sm">
          {t('fontHelp')}
        </Text>
      </Card>
      <Logo kit={kit} readOnly={readOnly} onKit={onKit} />
    </>
  );
}

function Logo({ kit, readOnly, onKit }: Omit<Props, 'fonts'>) {
  const t = useTexts();
  const [picking, setPicking] = useState(false);
  return (
    <Card title={t('sections.logo')}>
      <Stack gap="sm">
        <div className={classes['logo']} style={{ background: kit.surface }}>
          {kit.logo ? (
            <img src={kit.logo} alt="" width={kit.logo_width} />
          ) : (
            <span style={{ color: kit.text }}>{t('noLogo')}</span>
          )}
        </div>
        {!readOnly && (
          <Group gap="xs" align="flex-end">
            <Button variant="default" leftSection={<IconPhoto size={18} />} onClick={() => setPicking(true)}>
              {t('pickLogo')}
            </Button>
            {kit.logo && (
              <Button variant="subtle" onClick={() => onKit({ logo: '' })}>
                {t('dropLogo')}
              </Button>
            )}
          </Group>
        )}
        <NumberInput
          label={t('logoWidth')}
          w={200}
          min={24}
          max={400}
          clampBehavior="blur"
          allowDecimal={false}
          value={kit.logo_width}
          readOnly={readOnly}
          onChange={(value) => onKit({ logo_width: Number(value) })}
        />
      </Stack>
      {picking && (
        <AssetPicker
          kind="image"
          onPick={({ url }) => {
            onKit({ logo: url });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  );
}
