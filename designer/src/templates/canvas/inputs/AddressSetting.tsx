import { Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCanvasTexts } from '../texts';
import type { InputProps } from './input';

const PAGE = '{{ link.page }}';
const PREFERENCES = '{{ link.preferences }}';
const SAFE = /^(https?:\/\/|mailto:|tel:|\{\{|#|\/)/i;

/** Where a link leads: to a page of the debtor's own, or to an address. */
export function AddressSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const t = useCanvasTexts();
  const shown = value || schema.default || '';
  const known = shown === PAGE || shown === PREFERENCES || shown === '';
  const [isOwn, setOwn] = useState(!known);
  const [typed, setTyped] = useState(known ? '' : shown);
  const isSafe = typed === '' || SAFE.test(typed);
  return (
    <Stack gap={6}>
      <Select
        label={label}
        description={help}
        disabled={disabled}
        allowDeselect={false}
        data={[
          { value: PAGE, label: t('address.page') },
          { value: PREFERENCES, label: t('address.preferences') },
          { value: 'own', label: t('address.own') },
          ...(schema.default === '' ? [{ value: '', label: t('address.none') }] : []),
        ]}
        value={isOwn || !known ? 'own' : shown}
        onChange={(next) => {
          setOwn(next === 'own');
          if (next !== null && next !== 'own') onChange(next);
        }}
      />
      {(isOwn || !known) && (
        <TextInput
          aria-label={`${label}: ${t('address.own')}`}
          placeholder={t('address.placeholder')}
          disabled={disabled}
          value={typed}
          error={isSafe ? null : t('address.unsafe')}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setTyped(next);
            if (SAFE.test(next)) onChange(next.trim());
          }}
        />
      )}
    </Stack>
  );
}
