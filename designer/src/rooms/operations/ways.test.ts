import { expect, it } from 'vitest';
import type { DeadLetter } from '../../api/types';
import { waysInCommon } from './ways';

function letter(id: number, ports: readonly string[]): DeadLetter {
  return {
    id,
    run_id: id,
    journey: { id: 1, name: 'Early' },
    version: 1,
    node: 'wait',
    node_label: { es: 'Esperar', en: 'Wait' },
    debtor: { id, name: 'Lucía' },
    account_ref: `A-${id}`,
    reason: { es: 'Falló', en: 'Failed' },
    failed_at: '2026-03-02T09:00:00Z',
    ports: ports.map((name) => ({ name, label: { es: name, en: name } })),
  };
}

it.each<[string, readonly (readonly string[])[], readonly string[]]>([
  ['nobody', [], []],
  ['one', [['next', 'timeout']], ['next', 'timeout']],
  ['two on steps of one kind', [['next'], ['next']], ['next']],
  [
    'two that share only some',
    [
      ['paid', 'timeout'],
      ['timeout', 'opened'],
    ],
    ['timeout'],
  ],
  ['one who stands on an end', [['next'], []], []],
])('finds the ways out that %s can take', (_, ports, shared) => {
  const letters = ports.map((names, id) => letter(id, names));
  expect(waysInCommon(letters).map(({ name }) => name)).toEqual(shared);
});
