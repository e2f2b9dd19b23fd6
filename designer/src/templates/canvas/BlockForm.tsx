import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import type { Component } from 'grapesjs';
import { useEffect, useReducer } from 'react';
import { useWriter } from '../../i18n/use';
import { useCanvas } from './context';
import type { AttributeSchema, PaletteBlock } from './design';
import { INPUTS, TextSetting } from './inputs/inputs';
import { textsOf } from './registry';
import { useCanvasTexts } from './texts';

interface Props {
  readonly block: PaletteBlock;
  readonly component: Component;
}

const MORE = 'more';

function isShown(schema: AttributeSchema, values: Readonly<Record<string, string>>, block: PaletteBlock): boolean {
  return Object.entries(schema['x-when'] ?? {}).every(([name, wanted]) =>
    wanted.includes(values[name] ?? block.schema.properties?.[name]?.default ?? ''),
  );
}

/** A form drawn from the JSON Schema of a block's attributes. */
export function BlockForm({ block, component }: Props) {
  const t = useCanvasTexts();
  const { readOnly, language } = useCanvas();
  const { text } = useWriter();
  const [opened, { toggle }] = useDisclosure(false);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    component.on('change:attributes', drawAgain);
    return () => {
      component.off('change:attributes', drawAgain);
    };
  }, [component]);
  const values = textsOf(component.getAttributes());
  const set = (name: string, value: string) => {
    if (value === (values[name] ?? '')) return;
    if (value === '') component.removeAttributes(name);
    else component.addAttributes({ [name]: value });
  };
  const all = Object.entries(block.schema.properties ?? {}).filter(([, schema]) => isShown(schema, values, block));
  const inputs = (group: boolean) =>
    all
      .filter(([, schema]) => (schema['x-group'] === MORE) === group)
      .map(([name, schema]) => {
        const Input = INPUTS[schema['x-widget'] ?? 'text'] ?? TextSetting;
        const placeholders = schema['x-placeholder'] as Readonly<Record<string, string>> | undefined;
        return (
          <Input
            key={name}
            name={name}
            schema={schema}
            label={schema['x-labels'] ? text(schema['x-labels']) : (schema.title ?? name)}
            help={schema['x-help'] ? text(schema['x-help']) : null}
            placeholder={placeholders?.[language] ?? placeholders?.['en'] ?? ''}
            value={values[name] ?? ''}
            disabled={readOnly}
            onChange={(value) => set(name, value)}
          />
        );
      });
  const rest = inputs(true);
  return (
    <Stack gap="md">
      {inputs(false)}
      {rest.length > 0 && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            justify="flex-start"
            leftSection={<IconChevronDown size={14} style={{ rotate: opened ? '180deg' : undefined }} />}
            aria-expanded={opened}
            onClick={toggle}
          >
            {t('block.more')}
          </Button>
          <Collapse expanded={opened}>
            <Stack gap="md">{rest}</Stack>
          </Collapse>
        </>
      )}
    </Stack>
  );
}
