import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title?: string;
  readonly children: ReactNode;
}

/** A white card with a title. */
export function Card({ title, children }: Props) {
  return (
    <Paper component="section" withBorder radius="lg" p="md" bd="1px solid var(--cauce-line)">
      {title && (
        <Title order={2} mb="sm">
          {title}
        </Title>
      )}
      {children}
    </Paper>
  );
}
