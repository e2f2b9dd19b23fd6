import { Notification, Portal } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import classes from './notices.module.css';

/** A short message that goes away by itself. */
export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

const SHOWN_MS = { done: 4_000, failed: 10_000 } as const;

interface Shelf {
  readonly notices: readonly Notice[];
}

const shelf = create<Shelf>(() => ({ notices: [] }));
let last = 0;

/** Shows a short message at the bottom of the screen; a failure stays longer. */
export function announce(text: string, kind: Notice['kind'] = 'done'): void {
  last += 1;
  const notice: Notice = { id: last, kind, text };
  shelf.setState(({ notices }) => ({ notices: [...notices.slice(-2), notice] }));
  setTimeout(() => dismiss(notice.id), SHOWN_MS[kind]);
}

function dismiss(id: number): void {
  shelf.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Where the short messages appear; stands once, at the top of the studio. */
export function NoticeShelf() {
  const { t } = useTranslation();
  const notices = shelf((state) => state.notices);
  return (
    <Portal>
      <div className={classes['shelf']} aria-live="polite">
        {notices.map((notice) => (
          <Notification
            key={notice.id}
            color={notice.kind === 'failed' ? 'red' : 'brand'}
            icon={notice.kind === 'failed' ? <IconAlertTriangle size={18} /> : <IconCheck size={18} />}
            closeButtonProps={{ 'aria-label': t('common.close') }}
            onClose={() => dismiss(notice.id)}
            withBorder
          >
            {notice.text}
          </Notification>
        ))}
      </div>
    </Portal>
  );
}
