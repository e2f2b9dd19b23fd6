import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  /** 1 where nothing else titles the page. */
  readonly level?: 1 | 2;
  /** What to do next: usually one button. */
  readonly children?: ReactNode;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon: Icon, title, text, level = 2, children }: Props) {
  return (
    <Stack align="center" gap="sm" py={56} px="md" ta="center" maw={480} mx="auto">
      <ThemeIcon size={56} radius={28} variant="light" aria-hidden>
        <Icon size={28} stroke={1.6} />
      </ThemeIcon>
      <Title order={level}>{title}</Title>
      <Text c="dimmed">{text}</Text>
      {children}
    </Stack>
  );
}
