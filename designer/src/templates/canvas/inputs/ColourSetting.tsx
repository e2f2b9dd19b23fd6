import { ColorInput, ColorSwatch, Group, Input, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSlash } from '@tabler/icons-react';
import classes from '../Canvas.module.css';
import { useCanvas } from '../context';
import { useCanvasTexts } from '../texts';
import type { InputProps } from './input';

const NAMES = [
  'primary',
  'on-primary',
  'accent',
  'background',
  'surface',
  'tint',
  'text',
  'heading',
  'muted',
  'line',
] as const;

/** A colour of the brand kit, which changes with it, or one of one's own. */
export function ColourSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const t = useCanvasTexts();
  const { brand } = useCanvas();
  const shown = value || schema.default || '';
  const isOwn = shown !== '' && !shown.startsWith('var(');
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Group gap={4} role="group" aria-label={label}>
        {schema.default === '' && (
          <Tooltip label={t('colour.none')}>
            <UnstyledButton
              className={classes['swatch']}
              aria-label={t('colour.none')}
              aria-pressed={shown === ''}
              disabled={disabled}
              onClick={() => onChange('')}
            >
              <IconSlash size={14} aria-hidden />
            </UnstyledButton>
          </Tooltip>
        )}
        {NAMES.map((name) => {
          const variable = `var(--brand-${name})`;
          return (
            <Tooltip key={name} label={t(`colours.${name}`)}>
              <ColorSwatch
                component="button"
                type="button"
                className={classes['swatch'] ?? ''}
                size={24}
                color={brand[name] ?? '#ffffff'}
                aria-label={t(`colours.${name}`)}
                aria-pressed={shown === variable}
                disabled={disabled}
                onClick={() => onChange(variable)}
              >
                {shown === variable && (
                  <IconCheck
                    size={12}
                    color={
                      name === 'on-primary' ||
                      name === 'surface' ||
                      name === 'background' ||
                      name === 'tint' ||
                      name === 'line'
                        ? '#1d2a35'
                        : '#ffffff'
                    }
                  />
                )}
              </ColorSwatch>
            </Tooltip>
          );
        })}
      </Group>
      <ColorInput
        mt={6}
        size="xs"
        aria-label={`${label}: ${t('colour.own')}`}
        placeholder={t('colour.own')}
        disabled={disabled}
        withEyeDropper={false}
        format="hex"
        value={isOwn ? shown : ''}
        onChangeEnd={(next) => /^#[0-9a-f]{6}$/i.test(next) && onChange(next)}
      />
    </Input.Wrapper>
  );
}
