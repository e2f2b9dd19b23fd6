import { Popover } from '@mantine/core';
import type { Component } from 'grapesjs';
import { useEffect, useRef, useState } from 'react';
import { TokenForm } from '../tokens/TokenForm';
import { type Place, TokenPicker } from '../tokens/TokenPicker';
import tokenClasses from '../tokens/Tokens.module.css';
import { type Tokens, tokenOf } from '../tokens/tokens';
import { useCanvas } from './context';
import { type Stage, tokenIn } from './registry';
import { caretOf, comeBack, placeOf, putToken, typedFor } from './text';
import { useCanvasTexts } from './texts';
import type { TextView } from './textView';

/** A token of the design that was pressed, and where. */
export interface Pressed {
  readonly component: Component;
  readonly element: HTMLElement;
}

interface Props {
  readonly tokens: Tokens;
  readonly stage: Stage;
  readonly writing: TextView | null;
  readonly pressed: Pressed | null;
  /** Grows when a button asks for the picker. */
  readonly asked: number;
  readonly onClosePressed: () => void;
}

interface Picking {
  readonly view: TextView;
  readonly range: Range | null;
  readonly typed: number;
  readonly place: Place;
}

/** The picker over the canvas, opened by `{{`, by `/` or by a button, and the form of a token that was pressed. */
export function TokenLayer({ tokens, stage, writing, pressed, asked, onClosePressed }: Props) {
  const { editor } = useCanvas();
  const [picking, setPicking] = useState<Picking | null>(null);
  const begin = useRef<(view: TextView, typed: number) => void>(() => undefined);
  begin.current = (view, typed) => {
    const range = caretOf(view);
    const rect = (range?.startContainer.parentElement ? rectOf(range) : null) ?? view.el.getBoundingClientRect();
    setPicking({ view, range, typed, place: placeOf(editor.Canvas.getFrameEl(), rect) });
  };
  useEffect(() => {
    const typed = (view: TextView) => {
      const count = typedFor(view);
      if (count > 0) begin.current(view, count);
    };
    editor.on('cauce:input', typed);
    return () => {
      editor.off('cauce:input', typed);
    };
  }, [editor]);
  const answered = useRef(asked);
  useEffect(() => {
    if (asked === answered.current || !writing) return;
    answered.current = asked;
    begin.current(writing, 0);
  }, [asked, writing]);
  const close = () => {
    if (picking) comeBack(picking.view, picking.range);
    setPicking(null);
  };
  return (
    <>
      <TokenPicker
        tokens={tokens}
        place={picking?.place ?? null}
        onClose={close}
        onPick={(info) => {
          if (picking) putToken(picking.view, picking.range, picking.typed, tokenOf(info), stage);
          setPicking(null);
        }}
      />
      {pressed && (
        <PressedToken key={pressed.component.cid} pressed={pressed} tokens={tokens} onClose={onClosePressed} />
      )}
    </>
  );
}

function rectOf(range: Range): DOMRect | null {
  const rect = range.getBoundingClientRect();
  return rect.height > 0 ? rect : null;
}

interface PressedProps {
  readonly pressed: Pressed;
  readonly tokens: Tokens;
  readonly onClose: () => void;
}

function PressedToken({ pressed, tokens, onClose }: PressedProps) {
  const t = useCanvasTexts();
  const { editor } = useCanvas();
  const [token, setToken] = useState(() => tokenIn(pressed.component));
  const [isReplacing, setReplacing] = useState(false);
  const place = placeOf(editor.Canvas.getFrameEl(), pressed.element.getBoundingClientRect());
  const anchor = (
    <span
      className={tokenClasses['anchor']}
      style={{ left: place.left, top: place.top, height: place.bottom - place.top }}
    />
  );
  if (isReplacing) {
    return (
      <TokenPicker
        tokens={tokens}
        place={place}
        onClose={onClose}
        onPick={(info) => {
          pressed.component.set({ ...tokenOf(info), fallback: token.fallback });
          onClose();
        }}
      />
    );
  }
  return (
    <Popover
      opened
      trapFocus
      withinPortal
      withRoles={false} // its target is no element that anybody presses
      width={352}
      shadow="md"
      position="bottom-start"
      onChange={(open) => !open && onClose()}
    >
      <Popover.Target>{anchor}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('text.token')}>
        <TokenForm
          token={token}
          tokens={tokens}
          onChange={(next) => {
            setToken(next);
            pressed.component.set({ ...next });
          }}
          onReplace={() => setReplacing(true)}
          onRemove={() => {
            pressed.component.remove();
            onClose();
          }}
          onDone={onClose}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
