import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../api/types';
import { STATE_COLORS } from './states';

/** Where a message stands, in one word. */
export function StateBadge({ state }: { readonly state: MessageState }) {
  const { t } = useTranslation();
  const { color, ink } = STATE_COLORS[state];
  return (
    <Badge variant="light" color={color} c={ink} tt="none" fw={560}>
      {t(`messages.states.${state}`)}
    </Badge>
  );
}
