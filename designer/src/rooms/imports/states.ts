import type { Import } from '../../api/types';

/** How far an import is, and its badge's colours. */
export interface ImportState {
  readonly name: 'uploaded' | 'running' | 'done' | 'failed';
  readonly color: string;
  readonly ink: string;
}

const STATES: readonly ImportState[] = [
  { name: 'uploaded', color: 'gray', ink: 'var(--cauce-ink)' },
  { name: 'running', color: 'blue', ink: 'var(--cauce-info)' },
  { name: 'done', color: 'brand', ink: 'var(--cauce-brand-deep)' },
  { name: 'failed', color: 'red', ink: 'var(--cauce-error-deep)' },
];

const RUNNING: ImportState = { name: 'running', color: 'blue', ink: 'var(--cauce-info)' };

export function stateOf(item: Import): ImportState {
  return STATES.find(({ name }) => name === item.state) ?? RUNNING;
}
