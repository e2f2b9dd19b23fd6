import { describe, expect, it } from 'vitest';
import { holdsAmong, type Kind, shownSettings } from '../catalog';
import { portsOf } from '../ports';
import { addWay, asWays, shareEqually, totalShare } from './ways';

const labels = (text: string) => ({ es: text, en: text });

const join: Kind = {
  name: 'join',
  version: 1,
  category: 'flow',
  icon: 'arrows-join',
  color: '#3D5A80',
  labels: labels('Join'),
  descriptions: labels('Join'),
  schema: {
    properties: {
      mode: { enum: ['all', 'some'], widget: 'choice' },
      count: { type: 'integer', widget: 'number', 'x-when': { mode: ['some'] } },
    },
  },
  ports: [
    { name: 'next', labels: labels('Next') },
    { name: 'late', labels: labels('Late'), only: { mode: ['some'] } },
  ],
};

describe('ways', () => {
  it('reads what fits and gives a new way an id of its own', () => {
    const ways = asWays([{ id: 'way_3', label: 'A', share: 70 }, { label: 'no id' }, 7, { id: 'b', label: 'B' }]);
    expect(ways).toEqual([
      { id: 'way_3', label: 'A', share: 70 },
      { id: 'b', label: 'B' },
    ]);
    expect(addWay(ways, { label: 'C' }).map((way) => way.id)).toEqual(['way_3', 'b', 'way_4']);
    expect(asWays('rubbish')).toEqual([]);
  });

  it('shares equally, to the last hundredth', () => {
    const three = shareEqually(asWays([{ id: 'a' }, { id: 'b' }, { id: 'c' }]));
    expect(three.map((way) => way.share)).toEqual([34, 33, 33]);
    expect(totalShare(three)).toBe(100);
  });
});

describe('settings that depend on others', () => {
  it('shows a setting only while another one has a listed value', () => {
    expect(shownSettings(join, { mode: 'all' }).map(([name]) => name)).toEqual(['mode']);
    expect(shownSettings(join, { mode: 'some' }).map(([name]) => name)).toEqual(['mode', 'count']);
    expect(holdsAmong(null, {})).toBe(true);
  });

  it('draws a port only while a setting has a listed value', () => {
    expect(portsOf(join, { mode: 'all' }, 'en').map((port) => port.name)).toEqual(['next']);
    expect(portsOf(join, { mode: 'some' }, 'en').map((port) => port.name)).toEqual(['next', 'late']);
  });
});
