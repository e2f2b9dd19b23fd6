import type { Editor } from 'grapesjs';
import { useEffect } from 'react';
import type { Tokens } from '../tokens/tokens';
import type { BlockProblem, BrandValues } from './design';
import type { BrandLook } from './dialect';
import { redraw } from './registry';

interface Shown {
  readonly tokens: Tokens;
  readonly look: BrandLook;
  readonly brand: BrandValues;
  readonly problems: readonly BlockProblem[];
  readonly moment: number;
}

/** Keeps on the canvas what comes from outside of the design: the brand, the samples of tokens, and problems. */
export function useDrawn(editor: Editor | null, { tokens, look, brand, problems, moment }: Shown): void {
  useEffect(() => {
    const root = editor?.Canvas.getDocument()?.documentElement;
    if (!root) return;
    for (const [name, value] of Object.entries(brand)) root.style.setProperty(`--brand-${name}`, value);
  }, [editor, brand]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn asks for the tokens and the look by itself
  useEffect(() => {
    if (editor) redraw(editor);
  }, [editor, tokens, look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change draws blocks anew
  useEffect(() => {
    const document = editor?.Canvas.getDocument();
    if (!document) return;
    for (const marked of document.querySelectorAll<HTMLElement>('[data-problem]')) delete marked.dataset['problem'];
    for (const { block, severity } of problems.toSorted((one) => (one.severity === 'error' ? 1 : -1))) {
      const element = block === '' ? null : document.getElementById(block);
      if (element) element.dataset['problem'] = severity;
    }
  }, [editor, problems, moment]);
}
