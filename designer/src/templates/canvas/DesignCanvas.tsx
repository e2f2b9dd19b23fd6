import { ScrollArea } from '@mantine/core';
import type { Component, Editor } from 'grapesjs';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { usePhone } from '../../parts/screen';
import type { EditorHandle, UndoState } from '../editor/contract';
import { TokensContext } from '../tokens/context';
import { useTokens } from '../tokens/tokens';
import classes from './Canvas.module.css';
import { CanvasBar } from './CanvasBar';
import { type CanvasScope, CanvasScopeProvider } from './context';
import type { BlockProblem, BrandValues, ComponentJson, PaletteBlock, ProjectJson } from './design';
import type { BrandLook, Dialect } from './dialect';
import { PalettePanel } from './PalettePanel';
import { Side } from './Side';
import { TextBar } from './TextBar';
import { type Pressed, TokenLayer } from './TokenLayer';
import { useCanvasTexts } from './texts';
import { useDrawn } from './useDrawn';
import { useGrapes } from './useGrapes';
import { useStage } from './useStage';

export interface DesignCanvasProps {
  readonly dialect: Dialect;
  /** Read at the mount only. */
  readonly project: ProjectJson;
  readonly palette: readonly PaletteBlock[];
  /** The language of the design. */
  readonly language: string;
  readonly brand: BrandValues;
  readonly look: BrandLook;
  readonly problems: readonly BlockProblem[];
  readonly readOnly: boolean;
  readonly onChange: (project: ProjectJson) => void;
  readonly onHandle: (handle: EditorHandle | null) => void;
  readonly onUndoState: (state: UndoState) => void;
  readonly onKeep?: (component: ComponentJson) => void;
  /** Stands above the canvas, such as the subject of a mail. */
  readonly head?: ReactNode;
  /** Stands below the tiles; gets what puts a component into the design. */
  readonly shelf?: (put: (json: ComponentJson) => void) => ReactNode;
}

/** A designer: palette, canvas, and what is known of the chosen block. At a small screen the design is only looked at. */
export function DesignCanvas(props: DesignCanvasProps) {
  const { dialect, palette, language, brand, problems, onHandle } = props;
  const t = useCanvasTexts();
  const isNarrow = usePhone();
  const readOnly = props.readOnly || isNarrow;
  const tokens = useTokens();
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const [asked, setAsked] = useState(0);
  const stage = useStage({
    ...props,
    readOnly,
    tokens,
    onToken: (component, element) => setPressed({ component, element }),
  });
  const grapes = useGrapes({
    project: props.project,
    stage,
    around: (tag) => aroundOf(palette, tag),
    css: dialect.css,
    onChange: props.onChange,
    onUndoState: props.onUndoState,
  });
  const { editor, selected, writing, moment, flush, put } = grapes;
  useDrawn(editor, { tokens, look: props.look, brand, problems, moment });
  useEffect(() => {
    if (!editor) return;
    onHandle({
      undo: () => editor.UndoManager.undo(),
      redo: () => editor.UndoManager.redo(),
      flush,
      show: (id) => show(editor.getWrapper()?.find(`#${CSS.escape(id)}`)[0], editor),
    });
    return () => onHandle(null);
  }, [editor, flush, onHandle]);
  const scope = useMemo<CanvasScope | null>(
    () => editor && { editor, dialect, palette, problems, brand, language, readOnly, selected },
    [editor, dialect, palette, problems, brand, language, readOnly, selected],
  );
  const keep = props.onKeep;
  return (
    <TokensContext value={tokens}>
      <CanvasScopeProvider value={scope}>
        <div className={classes['shell']} data-narrow={isNarrow || undefined} data-ready={editor !== null || undefined}>
          {scope && !readOnly && (
            <ScrollArea className={classes['left'] ?? ''} type="hover">
              <PalettePanel onPut={put}>{props.shelf?.(put)}</PalettePanel>
            </ScrollArea>
          )}
          <div className={classes['middle']}>
            {isNarrow && <p className={classes['narrow']}>{t('narrow')}</p>}
            {props.head}
            {scope && !isNarrow && (
              <CanvasBar>
                {writing && <TextBar key={moment} writing={writing} onToken={() => setAsked(asked + 1)} />}
              </CanvasBar>
            )}
            <div className={classes['canvas']} ref={grapes.at} />
          </div>
          {scope && !isNarrow && (
            <Side moment={moment} onKeep={keep && ((component) => keep(component.toJSON() as ComponentJson))} />
          )}
        </div>
        {scope && (
          <TokenLayer
            tokens={tokens}
            stage={stage}
            writing={writing}
            pressed={pressed}
            asked={asked}
            onClosePressed={() => setPressed(null)}
          />
        )}
      </CanvasScopeProvider>
    </TokensContext>
  );
}

function show(component: Component | undefined, editor: Editor): void {
  if (!component) return;
  editor.select(component);
  editor.Canvas.scrollTo(component, { behavior: 'smooth', block: 'center' } as never);
}

/** What a block that is put around another one begins with: as its tile, without what that holds. */
function aroundOf(palette: readonly PaletteBlock[], tag: string): Readonly<Record<string, string>> {
  const start = palette.find((one) => one.tag === tag)?.starts?.['en'];
  const inside = palette.flatMap((one) => one.starts?.['en']?.components ?? []).find((one) => one.type === tag);
  return start?.attributes ?? inside?.attributes ?? {};
}
