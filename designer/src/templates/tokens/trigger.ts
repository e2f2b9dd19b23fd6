import { Plugin } from '@tiptap/pm/state';
import { Extension } from '@tiptap/react';

/** What was typed to open the picker, as a range of the document. */
export interface Typed {
  readonly from: number;
  readonly to: number;
  readonly braces: boolean;
}

/** Tells when somebody types `{{`, or `/` at the start of a word. What was typed stays until a token takes its place. */
export function tokenTrigger(onTyped: (typed: Typed) => void) {
  return Extension.create({
    name: 'tokenTrigger',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleTextInput: (view, from, to, text) => {
            const before = view.state.doc
              .resolve(from)
              .parent.textBetween(0, view.state.doc.resolve(from).parentOffset, undefined, '\ufffc');
            const braces = text === '{' && before.endsWith('{');
            if (!braces && !(text === '/' && /(^|\s)$/.test(before))) return false;
            view.dispatch(view.state.tr.insertText(text, from, to));
            onTyped({ from: braces ? from - 1 : from, to: from + 1, braces });
            return true;
          },
        },
      }),
    ],
  });
}
