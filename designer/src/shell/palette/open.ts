import { create } from 'zustand';

/** Which of the two stands open over the room. */
export type Opened = 'palette' | 'shortcuts' | null;

interface Overlay {
  readonly opened: Opened;
  show(what: Opened): void;
}

export const useOverlay = create<Overlay>((set) => ({ opened: null, show: (opened) => set({ opened }) }));
