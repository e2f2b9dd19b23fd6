import { Checkbox, SegmentedControl, Stack, Text } from '@mantine/core';
import type { Component } from 'grapesjs';
import { lazy, Suspense, useEffect, useReducer, useState } from 'react';
import type { Condition } from '../../journeys/document';
import { asCondition } from '../../journeys/settings';
import { Waiting } from '../../parts/Waiting';
import { useCanvas } from './context';
import { useCanvasTexts } from './texts';

const ConditionDialog = lazy(() => import('./ConditionPart').then((part) => ({ default: part.ConditionPart })));

/** Who gets a block: everybody, or who meets a condition; and whether it comes once for each debt. */
export function WhoSees({ component }: { readonly component: Component }) {
  const t = useCanvasTexts();
  const { readOnly } = useCanvas();
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    component.on('change:attributes', drawAgain);
    return () => {
      component.off('change:attributes', drawAgain);
    };
  }, [component]);
  const attributes = component.getAttributes() as Readonly<Record<string, string>>;
  const condition = conditionIn(attributes['show-if']);
  const set = (next: Condition | null) => {
    if (next === null) component.removeAttributes('show-if');
    else component.addAttributes({ 'show-if': JSON.stringify(next) });
  };
  const isSome = 'show-if' in attributes || isOpen;
  return (
    <Stack gap="xs" component="section" aria-label={t('who.title')}>
      <Text fw={560}>{t('who.title')}</Text>
      <SegmentedControl
        fullWidth
        orientation="vertical"
        aria-label={t('who.title')}
        disabled={readOnly}
        value={isSome ? 'some' : 'everybody'}
        data={[
          { value: 'everybody', label: t('who.everybody') },
          { value: 'some', label: t('who.some') },
        ]}
        onChange={(value) => {
          setOpen(value === 'some');
          if (value === 'everybody') set(null);
        }}
      />
      {isSome && (
        <Suspense fallback={<Waiting />}>
          <ConditionDialog value={condition} disabled={readOnly} onChange={set} />
        </Suspense>
      )}
      <Checkbox
        label={t('who.repeat')}
        description={t('who.repeatHelp')}
        disabled={readOnly}
        checked={attributes['repeat'] === 'debts'}
        onChange={(event) => {
          if (event.currentTarget.checked) component.addAttributes({ repeat: 'debts' });
          else component.removeAttributes('repeat');
        }}
      />
    </Stack>
  );
}

function conditionIn(text: string | undefined): Condition | null {
  try {
    return asCondition(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
