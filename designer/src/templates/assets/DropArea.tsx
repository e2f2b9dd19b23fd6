import { Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import classes from './Assets.module.css';
import { useTexts } from './texts';

interface Props {
  readonly active: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Takes files that are dropped anywhere on it. */
export function DropArea({ active, onFiles, children }: Props) {
  const t = useTexts();
  const [over, setOver] = useState(false);
  const depth = useRef(0); // what lies inside enters and leaves too

  function hover(change: number, event: DragEvent) {
    if (!active || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setOver(depth.current > 0);
  }

  function drop(event: DragEvent) {
    if (!active || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button within
    <div
      className={classes['room']}
      data-testid="drop-area"
      onDragEnter={(event) => hover(1, event)}
      onDragLeave={(event) => hover(-1, event)}
      onDragOver={(event) => hover(0, event)}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={classes['over']}>
          <IconUpload size={40} stroke={1.4} color="var(--cauce-brand)" aria-hidden />
          <Text fw={620} size="lg">
            {t('drop')}
          </Text>
          <Text>{t('dropHelp')}</Text>
        </div>
      )}
    </div>
  );
}
