import type { Editor } from '@tiptap/react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useKnownTokens } from './context';
import { TOKEN } from './node';
import { type Place, TokenPicker } from './TokenPicker';
import { type TokenInfo, tokenOf } from './tokens';
import { type Typed, tokenTrigger } from './trigger';

interface Picking {
  /** To be among the editor's extensions. */
  readonly extension: ReturnType<typeof tokenTrigger>;
  /** The editor, once there is one. */
  readonly attach: (editor: Editor | null) => void;
  /** Opens the picker at the caret, for a button. */
  readonly open: () => void;
  readonly picker: ReactNode;
}

/** The picker of one editor: opened by `{{`, by `/` or by a button; puts a chip where the caret stands. */
export function useTokenPicking(): Picking {
  const tokens = useKnownTokens();
  const editor = useRef<Editor | null>(null);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const extension = useMemo(
    () =>
      tokenTrigger((range) => {
        setTyped(range);
        setPlace(caretOf(editor.current, range.to));
      }),
    [],
  );
  const close = () => {
    const here = editor.current;
    if (typed?.braces) here?.commands.deleteRange(typed);
    here?.view.focus();
    setTyped(null);
    setPlace(null);
  };
  const pick = (info: TokenInfo) => {
    const here = editor.current;
    if (here) {
      here.commands.insertContentAt(typed ?? here.state.selection, { type: TOKEN, attrs: { ...tokenOf(info) } });
      here.view.focus(); // At once: Tiptap's own command waits for a frame, and what is typed until then is lost.
    }
    setTyped(null);
    setPlace(null);
  };
  return {
    extension,
    attach: (next) => {
      editor.current = next;
    },
    open: () => setPlace(caretOf(editor.current, editor.current?.state.selection.to ?? 0)),
    picker: <TokenPicker tokens={tokens} place={place} onPick={pick} onClose={close} />,
  };
}

/** Where the caret is in the window; the editor's own place where it cannot be measured. */
function caretOf(editor: Editor | null, at: number): Place | null {
  if (!editor) return null;
  try {
    return editor.view.coordsAtPos(at);
  } catch {
    return editor.view.dom.getBoundingClientRect();
  }
}
