import type { Component, Editor } from 'grapesjs';
import { createContext, useContext } from 'react';
import type { BlockProblem, BrandValues, PaletteBlock } from './design';
import type { Dialect } from './dialect';

/** What every panel beside the canvas shares. */
export interface CanvasScope {
  readonly editor: Editor;
  readonly dialect: Dialect;
  readonly palette: readonly PaletteBlock[];
  readonly problems: readonly BlockProblem[];
  readonly brand: BrandValues;
  /** The language of the design. */
  readonly language: string;
  readonly readOnly: boolean;
  readonly selected: Component | null;
}

const ScopeContext = createContext<CanvasScope | null>(null);

export const CanvasScopeProvider = ScopeContext.Provider;

export function useCanvas(): CanvasScope {
  const scope = useContext(ScopeContext);
  if (scope === null) throw new Error('This part stands outside of the canvas.');
  return scope;
}
