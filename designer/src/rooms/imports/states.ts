import type { Import } from '../../api/types';

/** How far an import is, and its badge's colours. */
export interface ImportState {
  readonly name: 'uploaded' | 'running' | 'done' | 'failed';
  readonly color: string;
  readonly ink: string;
}

const STATES: readonly ImportState[] = [
  { name: 'uploaded', color: 'gray', ink: 'gray.8' },
  { name: 'running', color: 'blue', ink: '#1c4f86' },
  { name: 'done', color: 'brand', ink: 'brand.8' },
  { name: 'failed', color: 'red', ink: '#9b1c14' },
];

const RUNNING: ImportState = { name: 'running', color: 'blue', ink: '#1c4f86' };

export function stateOf(item: Import): ImportState {
  return STATES.find(({ name }) => name === item.state) ?? RUNNING;
}
