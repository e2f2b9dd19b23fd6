/** GrapesJS without anything of its own around the canvas: no panel, no icon font, no request to anybody. */

import grapesjs, { type Editor, type EditorConfig } from 'grapesjs';
import 'grapesjs/dist/css/grapes.min.css';

export const DEVICES = ['desktop', 'tablet', 'phone'] as const;
export type Device = (typeof DEVICES)[number];

const WIDTHS: Readonly<Record<Device, string>> = { desktop: '', tablet: '768px', phone: '390px' };

const OFF: EditorConfig = {
  telemetry: false,
  cssIcons: '',
  fromElement: false,
  storageManager: false,
  noticeOnUnload: false,
  showOffsets: false,
  // A style of a text belongs to its part, and never to a sheet beside the design.
  avoidInlineStyle: false,
  forceClass: false,
  panels: { defaults: [] },
  blockManager: { custom: true },
  layerManager: { custom: true },
  styleManager: { custom: true },
  traitManager: { custom: true },
  selectorManager: { custom: true },
  assetManager: { custom: true, embedAsBase64: false, upload: false },
  richTextEditor: { custom: true },
};

/** What a design looks like in the frame of GrapesJS: hints for empty places and the marks of what is chosen. */
const FRAME = `
  * { box-sizing: border-box; }
  html, body { min-height: 100%; }
  body { margin: 0; overflow-wrap: break-word; }
  img { max-width: 100%; }
  a { color: inherit; }
  ::-webkit-scrollbar { width: 8px; } ::-webkit-scrollbar-thumb { background: rgb(0 0 0 / 18%); border-radius: 8px; }
  body .gjs-hovered { outline: 1px dashed #0f6e6e !important; outline-offset: -1px; }
  body .gjs-selected { outline: 2px solid #0f6e6e !important; outline-offset: -2px; }
  body [data-writing], body .gjs-selected[data-writing] { outline: 2px solid #b5642a !important; outline-offset: 3px; cursor: text; }
  .cauce-token { padding: 0 5px; border-radius: 999px; background: #e3f1f0; color: #0b5959; white-space: nowrap; cursor: pointer;
    font-size: .94em; -webkit-user-select: all; user-select: all; }
  .cauce-token[data-wrong] { background: #fcefee; color: #9b1c14; box-shadow: inset 0 0 0 1px #b3261e; }
  .cauce-code { padding: 0 5px; border-radius: 4px; background: #eef1f4; color: #5b6b78; font: 12px ui-monospace, monospace; }
  .cauce-hint { padding: 14px; border: 1px dashed #a9b6c0; border-radius: 8px; color: #5b6b78; background: rgb(255 255 255 / 60%);
    font: 13px/18px system-ui, sans-serif; text-align: center; }
  [data-condition], [data-repeat] { position: relative; }
  [data-condition]::before, [data-repeat]::before { position: absolute; z-index: 2; top: 0; right: 0; padding: 1px 7px; border-radius: 0 0 0 8px;
    background: #8a6d1a; color: #fff; font: 600 11px/16px system-ui, sans-serif; content: attr(data-condition); pointer-events: none; }
  [data-repeat]::before { background: #7a5ab5; content: attr(data-repeat); }
  [data-problem="error"] { box-shadow: inset 0 0 0 2px #b3261e; }
  [data-problem="warning"] { box-shadow: inset 0 0 0 2px #c79a2b; }
`;

/** Starts an editor in an element; whoever starts it also destroys it. */
export function startGrapes(container: HTMLElement, css: string, title: string): Editor {
  const editor = grapesjs.init({
    ...OFF,
    container,
    width: 'auto',
    height: '100%',
    canvas: { styles: [], scripts: [], frameStyle: FRAME + css },
    deviceManager: {
      default: 'desktop',
      devices: DEVICES.map((id) => ({ id, name: id, width: WIDTHS[id], widthMedia: '' })),
    },
  });
  editor.on('load', () => {
    const frame = editor.Canvas.getFrameEl();
    if (frame) frame.title = title;
  });
  return editor;
}
