import { describe, expect, it } from 'vitest';
import type { JourneyDocument, JourneyNode } from '../document';
import type { Problem } from '../problems';
import { sampleCatalog, sampleJourney } from '../sample';
import { replaceField, unknownFields } from './fields';
import { choosable, FIXED_CODES, type FixKey, fixesOf } from './fixes';

function problem(code: string, node: string | null = null, setting: string | null = null): Problem {
  return { code, node, setting, severity: 'error', message: { es: code, en: code } };
}

function keys(found: Problem, document: JourneyDocument): readonly FixKey[] {
  return fixesOf(found, document, sampleCatalog, 'en').map(({ key }) => key);
}

/** What the one fix of a problem makes of a document. */
function fixed(found: Problem, document: JourneyDocument, key?: FixKey): JourneyDocument {
  const fixes = fixesOf(found, document, sampleCatalog, 'en');
  const fix = key === undefined ? fixes[0] : fixes.find((one) => one.key === key);
  if (fix === undefined) throw new Error(`no fix for ${found.code}`);
  return fix.edit(document);
}

const lines = (document: JourneyDocument) => document.edges.map(({ from, port, to }) => `${from}.${port}>${to}`);
const without = (...ids: string[]): JourneyDocument => ({
  ...sampleJourney,
  edges: sampleJourney.edges.filter(({ id }) => !ids.includes(id)),
});
const withNode = (node: JourneyNode): JourneyDocument => ({ ...sampleJourney, nodes: [...sampleJourney.nodes, node] });

const answer: JourneyNode = {
  id: 'answer',
  kind: 'wait_event',
  kind_version: 1,
  settings: { events: ['paid', 'page_opened'], timeout: null },
};

describe('what one click puts right', () => {
  it('leads all loose ways of a step to one new end', () => {
    const after = fixed(problem('unwired_port', 'answer'), withNode(answer));
    expect(lines(after).slice(3)).toEqual(['answer.paid>end_2', 'answer.page_opened>end_2']);
    expect(after.nodes.at(-1)?.kind).toBe('end');
  });

  it('leads a loose way to a step that nobody comes to, or deletes it', () => {
    const loose = without('e2');
    expect(keys(problem('unreachable', 'wait'), loose)).toEqual(['connect', 'delete']);
    expect(lines(fixed(problem('unreachable', 'wait'), loose))).toContain('send_email.next>wait');
    const gone = fixed(problem('unreachable', 'wait'), loose, 'delete');
    expect(gone.nodes.map(({ id }) => id)).toEqual(['enter', 'send_email', 'end']);
    expect(keys(problem('unreachable', 'answer'), withNode(answer))).toEqual(['delete']);
  });

  it('adds an end for all that is loose, and none where nothing is', () => {
    const endless = { ...without('e3'), nodes: sampleJourney.nodes.filter(({ id }) => id !== 'end') };
    expect(lines(fixed(problem('no_end'), endless))).toContain('wait.next>end');
    expect(keys(problem('no_end'), sampleJourney)).toEqual([]);
  });

  it('lets whoever pays leave', () => {
    expect(fixed(problem('no_exit_on_payment'), { ...sampleJourney, exits: [] }).exits).toEqual(['paid']);
  });

  it('takes a step over into today’s version, without settings that are no more', () => {
    const old = { id: 'old', kind: 'wait', kind_version: 9, settings: { duration: { amount: 1, unit: 'days' }, x: 1 } };
    const after = fixed(problem('unknown_kind_version', 'old'), withNode(old));
    expect(after.nodes.at(-1)).toEqual({
      ...old,
      kind_version: 1,
      settings: { duration: { amount: 1, unit: 'days' } },
    });
  });

  it('adds an entry, and begins at one that is there', () => {
    const bare = { ...without('e1'), nodes: sampleJourney.nodes.slice(1), entry: null };
    const after = fixed(problem('no_entry'), bare);
    expect([after.entry, lines(after).at(-1)]).toEqual(['enter', 'enter.next>send_email']);
    expect(fixed(problem('entry_not_set'), { ...sampleJourney, entry: null }).entry).toBe('enter');
    expect(keys(problem('entry_not_set'), bare)).toEqual([]);
  });

  it.each([
    ['edge_into_entry', { id: 'e9', from: 'wait', port: 'next', to: 'enter' }],
    ['edge_from_nowhere', { id: 'e9', from: 'ghost', port: 'next', to: 'wait' }],
    ['edge_to_nowhere', { id: 'e9', from: 'wait', port: 'next', to: 'ghost' }],
    ['unknown_port', { id: 'e9', from: 'wait', port: 'odd', to: 'end' }],
    ['port_twice', { id: 'e9', from: 'enter', port: 'next', to: 'end' }],
    ['edge_twice', { id: 'e1', from: 'wait', port: 'next', to: 'end' }],
  ])('takes away a line that cannot be: %s', (code, edge) => {
    const document = { ...sampleJourney, edges: [...sampleJourney.edges, edge] };
    expect(fixed(problem(code), document).edges).toEqual(sampleJourney.edges);
    expect(keys(problem(code), sampleJourney)).toEqual([]);
  });

  it('leaves what is an exit and a hold as an exit, once', () => {
    const twice = { ...sampleJourney, exits: ['paid', 'disputed', 'paid'], holds: ['disputed', 'vulnerable'] };
    const after = fixed(problem('exit_and_hold'), twice);
    expect([after.exits, after.holds]).toEqual([['paid', 'disputed'], ['vulnerable']]);
  });

  it('shares evenly, so that it makes up a hundred', () => {
    const split = { ...answer, settings: { ...answer.settings, shares: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] } };
    const after = fixed(problem('shares_not_whole', 'answer'), withNode(split)).nodes.at(-1);
    const shares = after?.settings['shares'] as readonly { share: number }[];
    expect(shares.map(({ share }) => share)).toEqual([34, 33, 33]);
    expect(keys(problem('shares_not_whole', 'answer'), withNode(answer))).toEqual([]);
  });

  it('sets the usual time limit and leads it somewhere', () => {
    const after = fixed(problem('no_timeout', 'answer'), withNode(answer));
    expect(after.nodes.at(-2)?.settings['timeout']).toEqual({ amount: 5, unit: 'days' });
    expect(lines(after)).toContain('answer.timeout>end_2');
    expect(keys(problem('no_deadline', 'wait'), sampleJourney)).toEqual([]);
  });

  it('heals the line where a join without a fork is deleted', () => {
    expect(lines(fixed(problem('join_without_fork', 'wait'), sampleJourney))).toEqual([
      'enter.next>send_email',
      'send_email.next>end',
    ]);
  });

  it('has nothing to click where somebody has to think, or the step is gone', () => {
    expect(keys(problem('relies_on_opens', 'wait'), sampleJourney)).toEqual([]);
    for (const code of FIXED_CODES) {
      if (!['no_exit_on_payment', 'exit_twice', 'exit_and_hold', 'no_entry', 'entry_not_set'].includes(code)) {
        expect([code, keys(problem(code, 'ghost'), sampleJourney)]).toEqual([code, []]);
      }
    }
  });
});

it('offers the list of what there is for a template, and not for a text', () => {
  expect(choosable(problem('no_template', 'send_email', 'template'), sampleJourney, sampleCatalog)).toBe('template');
  expect(choosable(problem('unknown_token', 'end', 'reason'), sampleJourney, sampleCatalog)).toBeNull();
  expect(choosable(problem('no_end'), sampleJourney, sampleCatalog)).toBeNull();
});

it('puts a known field in the place of an unknown one, in a step and in the exits', () => {
  const when = {
    all: [{ field: 'account.gone', op: 'gt', value: 1 }, { not: { field: 'account.balance', op: 'gt', value: 2 } }],
  };
  const document = {
    ...sampleJourney,
    nodes: sampleJourney.nodes.map((node) => (node.id === 'enter' ? { ...node, settings: { audience: when } } : node)),
    exits: ['paid', { id: 'own_1', label: 'Own', when: { field: 'account.gone', op: 'eq', value: 1 } }],
  } as unknown as JourneyDocument;
  expect(unknownFields(document, sampleCatalog, 'enter')).toEqual(['account.gone']);
  expect(unknownFields(document, sampleCatalog, 'ghost')).toEqual([]);
  const after = replaceField(document, 'enter', 'account.gone', 'account.days_past_due');
  expect(unknownFields(after, sampleCatalog, 'enter')).toEqual([]);
  expect(unknownFields(after, sampleCatalog, null)).toEqual(['account.gone']);
  expect(unknownFields(replaceField(after, null, 'account.gone', 'account.balance'), sampleCatalog, null)).toEqual([]);
});
