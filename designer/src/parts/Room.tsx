import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Room.module.css';

interface Props {
  readonly title: ReactNode;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** The room's own acts, at the right of its title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A room's page: its title and acts on top, its content in the common width. */
export function Room({ title, lead, actions, children }: Props) {
  return (
    <div className={classes['room']}>
      <Group justify="space-between" align="flex-start" gap="md" mb="lg" wrap="wrap">
        <Stack gap={2} flex="1 1 260px">
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" component="div">
              {lead}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
