import { create } from 'zustand';
import type { Session, User } from '../api/types';

/**
 * Who is signed in. `expired` differs from `out`: the page with its unsaved work stays, and the person
 * signs in again on top of it.
 */
export interface SessionState {
  readonly status: 'unknown' | 'in' | 'expired' | 'out';
  readonly user: User | null;
  readonly permissions: readonly string[];
  readonly csrfToken: string | null;
  enter(session: Session): void;
  expire(): void;
  leave(): void;
}

/** The one session of this browser tab. */
export const sessionStore = create<SessionState>((set) => ({
  status: 'unknown',
  user: null,
  permissions: [],
  csrfToken: null,
  enter: (session) =>
    set({ status: 'in', user: session.user, permissions: session.permissions, csrfToken: session.csrf_token }),
  expire: () => set((state) => (state.status === 'in' ? { status: 'expired', csrfToken: null } : {})),
  leave: () => set({ status: 'out', user: null, permissions: [], csrfToken: null }),
}));

/** Whether the person who is signed in may do something, such as `imports:run`. */
export function useMay(permission: string): boolean {
  return sessionStore((state) => state.permissions.includes(permission));
}
