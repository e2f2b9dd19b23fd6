import type { Component } from 'grapesjs';
import { useMemo, useRef } from 'react';
import { useWriter } from '../../i18n/use';
import { piecesOf, type Token } from '../tokens/expression';
import { sampleOf, type Tokens } from '../tokens/tokens';
import { blockOf, type PaletteBlock, usualOf } from './design';
import type { BrandLook, Dialect, Drawing } from './dialect';
import { languageOf, type Stage } from './registry';
import { useCanvasTexts } from './texts';

interface Options {
  readonly dialect: Dialect;
  readonly palette: readonly PaletteBlock[];
  readonly language: string;
  readonly look: BrandLook;
  readonly tokens: Tokens;
  readonly readOnly: boolean;
  readonly onToken: (component: Component, element: HTMLElement) => void;
}

/** What the drawings of the canvas ask, always as it is now; the stage itself stays the same one. */
export function useStage(options: Options): Stage {
  const t = useCanvasTexts();
  const { text } = useWriter();
  const now = useRef({ options, t, text });
  now.current = { options, t, text };
  return useMemo((): Stage => {
    const drawing = (tag: string): Drawing => {
      const { language, look, palette, tokens } = now.current.options;
      const block = blockOf(palette, tag);
      return {
        language,
        usual: (attribute) => usualOf(block, attribute, languageOf(language)),
        says: (name) => block?.schema['x-says']?.[name]?.[languageOf(language)] ?? '',
        brand: look,
        filled: (words) => filled(words, tokens, language),
        words: {
          choose: {
            image: now.current.t('choose.image'),
            video: now.current.t('choose.video'),
            document: now.current.t('choose.document'),
          },
          byHand: now.current.t('byHand'),
          lawFills: now.current.t('brandFills'),
        },
      };
    };
    const words = now.current.t;
    return {
      dialect: now.current.options.dialect,
      drawing,
      isReadOnly: now.current.options.readOnly,
      words: {
        onlyIf: words('who.mark'),
        repeated: words('who.repeated'),
        dropHere: words('drop'),
        writeHere: words('write'),
        canvas: words('canvas'),
        acts: {
          parent: words('block.parent'),
          copy: words('block.copy'),
          remove: words('block.remove'),
          keep: words('block.keep'),
          move: words('block.move'),
        },
      },
      labelOf: (tag) => {
        const block = blockOf(now.current.options.palette, tag);
        return block ? now.current.text(block.labels) : tag;
      },
      labelOfToken: (token) => labelOf(token, now.current.options.tokens, now.current.text),
      onToken: (component, element) => now.current.options.onToken(component, element),
    };
  }, []);
}

/** A text with the samples of its tokens in place; tags that were written by hand are left out. */
function filled(words: string, tokens: Tokens, language: string): string {
  return piecesOf(words)
    .map((piece) => {
      if (piece.kind === 'words') return piece.words;
      return piece.kind === 'token' ? sampleOf(piece.token, tokens, languageOf(language)) : '';
    })
    .join('');
}

type Say = ReturnType<typeof useWriter>['text'];

function labelOf(token: Token, tokens: Tokens, text: Say): { readonly label: string; readonly isWrong: boolean } {
  const info = tokens.byName.get(token.token);
  if (info) return { label: text(info.labels), isWrong: false };
  return { label: token.token, isWrong: tokens.ready && !token.token.startsWith('debt.') };
}
