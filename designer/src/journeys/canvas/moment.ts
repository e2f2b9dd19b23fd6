/** What goes on at the drawing just now and is no part of the journey: a link that is being led, a drop, an open menu. */

import { create } from 'zustand';
import type { Place } from '../acts';
import type { Point } from '../document';
import type { PortRef } from '../edits/connect';

/** What a menu is about. */
export type MenuSubject =
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'note'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }
  | { readonly kind: 'pane'; readonly at: Point };

export interface OpenMenu {
  readonly subject: MenuSubject;
  /** Where on the screen. */
  readonly anchor: Point;
  /** Only the ways out of a step, to choose the one that is to be led somewhere. */
  readonly onlyWays?: boolean;
}

export interface Moment {
  /** The way out whose next step is being chosen. */
  readonly connecting: PortRef | null;
  /** Where a tile that is dragged would come to stand. */
  readonly drop: Place | null;
  readonly menu: OpenMenu | null;
  readonly searching: boolean;
}

const STILL: Moment = { connecting: null, drop: null, menu: null, searching: false };

export const useMoment = create<Moment>(() => STILL);

/** Ends whatever goes on, as when the drawing is left. */
export function endMoment(): void {
  useMoment.setState(STILL);
}

export function startConnecting(from: PortRef): void {
  useMoment.setState({ connecting: from, menu: null });
}

export function openMenu(menu: OpenMenu): void {
  useMoment.setState({ menu });
}
