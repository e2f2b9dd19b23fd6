import { Group, Text } from '@mantine/core';

/** The mark and the name. */
export function Brand({ short = false }: { readonly short?: boolean }) {
  return (
    <Group gap={10} wrap="nowrap">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" fill="var(--cauce-brand)" />
        <path d="M6 12c4-4 7-4 10 0s6 4 10 0" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
        <path d="M6 21c4-4 7-4 10 0s6 4 10 0" fill="none" stroke="#8fd0cd" strokeWidth="3" strokeLinecap="round" />
      </svg>
      {!short && (
        <Text fw={680} fz={18} lh="24px">
          Cauce
        </Text>
      )}
    </Group>
  );
}
