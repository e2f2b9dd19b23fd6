import { lazy, Suspense, useEffect } from 'react';
import { useOverlay } from './open';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette')).CommandPalette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./ShortcutSheet')).ShortcutSheet }));

/** Whether a key was meant for what is being typed. */
function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** The command palette behind Ctrl-K, and the sheet of shortcuts behind the question mark; fetched when first asked for. */
export function Overlays() {
  const { opened, show } = useOverlay();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        show('palette');
      } else if (event.key === '?' && !isTyped(event.target) && document.querySelector('[role="dialog"]') === null) {
        event.preventDefault();
        show('shortcuts');
      }
    };
    globalThis.addEventListener('keydown', onKeyDown);
    return () => globalThis.removeEventListener('keydown', onKeyDown);
  }, [show]);
  const close = () => show(null);
  return (
    <Suspense fallback={null}>
      {opened === 'palette' && <CommandPalette onClose={close} />}
      {opened === 'shortcuts' && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}
