import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { announce } from '../../parts/notices';
import { copyText, cutText, duplicateSelected, type PasteResult, pasteText } from '../copying';
import { CARD_WIDTH, type Point } from '../document';
import { useScope } from '../editor/scope';
import { listInWords } from '../names';
import { useTexts } from '../texts';
import { focusCard } from './focus';
import { isElsewhere } from './useKeys';

/** Where steps are pasted that nobody pointed a place out for: the middle of what can be seen. */
function useMiddle(): () => Point {
  const flow = useReactFlow();
  return useCallback(() => {
    const { left, top, width, height } =
      document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect();
    const { x, y } = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 3 });
    return { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y) };
  }, [flow]);
}

/** Tells in plain words what came of pasting. */
function useTelling(): (result: PasteResult) => void {
  const t = useTexts();
  const { reading } = useScope();
  return useCallback(
    (result) => {
      if (result.kind === 'rubbish') {
        announce(t('clip.rubbish'), 'failed');
        return;
      }
      const kinds = listInWords(
        result.unknown.map((kind) => t('quoted', { text: kind })),
        reading.language,
        'conjunction',
      );
      const said = [
        t('clip.pasted', { count: result.steps }),
        ...(result.unknown.length > 0 ? [t('clip.unknown', { kinds })] : []),
        ...(result.otherVersion > 0 ? [t('clip.otherVersion', { count: result.otherVersion })] : []),
        ...(result.leftOut > 0 ? [t('clip.leftOut')] : []),
      ];
      announce(said.join(' '), result.unknown.length > 0 ? 'failed' : 'done');
    },
    [t, reading.language],
  );
}

export interface ClipActs {
  readonly copy: () => void;
  readonly cut: () => void;
  readonly paste: (at?: Point) => void;
  readonly duplicate: () => void;
}

/** Copying and pasting by the keys that people know, through the clipboard of the system, and as acts for menus. */
export function useClipboard(): ClipActs {
  const t = useTexts();
  const { store, catalog } = useScope();
  const middle = useMiddle();
  const tell = useTelling();
  const take = useCallback(
    (text: string, at: Point) => {
      const result = pasteText(store, catalog, text, at);
      tell(result);
      const [first] = store.getState().selectedNodes;
      if (result.kind === 'pasted' && first !== undefined) {
        focusCard(first);
      }
    },
    [store, catalog, tell],
  );

  useEffect(() => {
    const onCopy = (event: ClipboardEvent, how: typeof copyText) => {
      const marked = (globalThis.getSelection()?.toString() ?? '') !== '';
      const text = isElsewhere(event.target) || marked ? null : how(store);
      if (text !== null) {
        event.preventDefault();
        event.clipboardData?.setData('text/plain', text);
      }
    };
    const copy = (event: ClipboardEvent) => onCopy(event, copyText);
    const cut = (event: ClipboardEvent) => onCopy(event, store.getState().readOnly ? copyText : cutText);
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isElsewhere(event.target) && text !== '' && !store.getState().readOnly) {
        event.preventDefault();
        take(text, middle());
      }
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  }, [store, take, middle]);

  return useMemo(() => {
    // A page that is not served over HTTPS has no clipboard to write to or to read from; the keys work all the same.
    const withKeys = () => announce(t('clip.useKeys'), 'failed');
    const write = (text: string | null) => {
      if (text !== null) {
        void Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error())).catch(withKeys);
      }
    };
    return {
      copy: () => write(copyText(store)),
      cut: () => write(cutText(store)),
      paste: (at) => {
        const read = navigator.clipboard?.readText() ?? Promise.reject(new Error());
        void read.then((text) => take(text, at ?? middle()), withKeys);
      },
      duplicate: () => {
        duplicateSelected(store, catalog);
      },
    };
  }, [t, store, catalog, take, middle]);
}
