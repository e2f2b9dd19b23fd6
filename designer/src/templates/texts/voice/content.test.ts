import { describe, expect, it } from 'vitest';
import { disclosing, freeKey, freshId, type Menu, moved, type Say, scriptIn } from './content';

const MENU: Menu = {
  id: 'm',
  kind: 'menu',
  text: 'Pulse 1',
  wait: 5,
  tries: 1,
  nothing: '',
  keys: [{ key: '1', act: 'confirm', say: 'Debe {{ account.balance }}' }],
};
const say = (id: string, text: string): Say => ({ id, kind: 'say', text });
const OWED = say('o', 'Debe {{ account.balance | money(account.currency) }}');

describe('a script', () => {
  it('says what is owed only to who pressed that it is they', () => {
    expect(disclosing([OWED, MENU])).toEqual(new Set(['o']));
    expect(disclosing([MENU, { id: 'p', kind: 'pause', seconds: 1 }, OWED])).toEqual(new Set());
    expect(disclosing([{ ...MENU, keys: [...MENU.keys, { key: '2', act: 'go_on', say: '' }] }, OWED])).toEqual(
      new Set(['o']),
    );
    expect(disclosing([{ ...MENU, keys: [{ key: '2', act: 'end', say: OWED.text }] }])).toEqual(new Set(['m']));
    expect(disclosing([say('a', '{{ account.creditor }} para {{ debtor.full_name }}')])).toEqual(new Set());
    expect(disclosing([say('a', '{{ debtor.document }}')])).toEqual(new Set(['a']));
  });

  it('gives each step a name and each key a place of its own', () => {
    expect(freshId([say('s2', '')])).toBe('s3');
    expect(freshId([])).toBe('s1');
    expect(freeKey(MENU)).toBe('2');
    expect(scriptIn({})).toEqual([]);
  });

  it('moves steps', () => {
    const [a, b] = [say('a', ''), say('b', '')];
    expect(moved([a, b], 1, -1)).toEqual([b, a]);
    expect(moved([a, b], 0, 1)).toEqual([b, a]);
  });
});
