import { expect, it } from 'vitest';
import type { MessageState } from '../../api/types';
import { actsFor } from './acts';

it.each<[MessageState, readonly string[]]>([
  ['sent', []],
  ['sending', []],
  ['cancelled', []],
  ['queued', ['cancel']],
  ['paused', ['cancel']],
  ['held', ['release', 'cancel']],
  ['failed', ['release', 'cancel']],
  ['refused', ['release']],
  ['unknown', ['sent', 'notSent', 'cancel']],
])('lets a person do with a message that is %s what the server takes', (state, acts) => {
  expect(actsFor(state)).toEqual(acts);
});
