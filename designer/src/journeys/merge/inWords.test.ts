import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { giveRoomTexts } from '../../testing/roomTexts';
import type { Words } from '../reading';
import { sampleCatalog, sampleJourney } from '../sample';
import { readingIn } from '../testing';
import type { Clash } from './clash';
import { clashInWords } from './inWords';

const OWN = { id: 'own_1', label: 'Debe mucho', when: { field: 'account.balance', op: 'gt', value: 5 } } as const;
const SIDES = { mine: { ...sampleJourney, exits: [OWN] }, theirs: sampleJourney, who: 'Bruno' };
const WAIT = sampleJourney.nodes.find((node) => node.kind === 'wait')?.id ?? '';

function said(clash: Clash): string {
  const reading = readingIn('es');
  giveRoomTexts();
  return clashInWords(clash, SIDES, { reading, say: i18next.getFixedT('es', 'drafts') as unknown as Words });
}

describe('what both changed', () => {
  it.each<[Clash, RegExp]>([
    [{ kind: 'setting', id: WAIT, setting: 'duration' }, /^Cuánto, en «Esperar: /],
    [{ kind: 'setting', id: 'gone', setting: 'secret' }, /^secret, en «»/],
    [{ kind: 'step', id: WAIT }, /^El paso «Esperar: /],
    [{ kind: 'removed', id: WAIT, by: 'mine' }, /^Usted quitó «Esperar: .*», y Bruno lo cambió$/],
    [{ kind: 'removed', id: WAIT, by: 'theirs' }, /^Bruno quitó «Esperar: .*», y usted lo cambió$/],
    [{ kind: 'link', from: WAIT, port: 'next' }, /^Adónde lleva «Siguiente», en «Esperar: /],
    [{ kind: 'link', from: WAIT, port: 'odd' }, /^Adónde lleva «odd»/],
    [{ kind: 'watch', key: 'own own_1' }, /: Debe mucho$/],
    [{ kind: 'watch', key: sampleCatalog.exits[0]?.name ?? '' }, new RegExp(`: ${sampleCatalog.exits[0]?.labels.es}$`)],
    [{ kind: 'watch', key: 'unknown' }, /: unknown$/],
    [{ kind: 'name' }, /^El nombre del recorrido$/],
    [{ kind: 'entry' }, /^El paso de inicio$/],
  ])('is said of %o', (clash, words) => {
    expect(said(clash)).toMatch(words);
  });
});
