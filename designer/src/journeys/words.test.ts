import { describe, expect, it } from 'vitest';
import { kindByName, offeredKinds } from './catalog';
import { conditionInWords } from './conditions/inWords';
import type { Condition, Settings } from './document';
import { tokensInWords } from './names';
import { portsOf, wayOn } from './ports';
import { sampleCatalog, sampleJourney } from './sample';
import { readingIn } from './testing';
import { sentenceOf } from './words';

const es = readingIn('es');
const en = readingIn('en');

function kind(name: string) {
  const found = kindByName(sampleCatalog, name);
  if (found === undefined) {
    throw new Error(`The sample has no kind ${name}.`);
  }
  return found;
}

describe('the sentence on a card', () => {
  it.each<[string, Settings, string, string]>([
    ['wait', { duration: { amount: 3, unit: 'days' } }, '3 días', '3 days'],
    ['wait', { duration: { amount: 1, unit: 'weeks' } }, '1 semana', '1 week'],
    ['send_email', { template: 'payment_reminder' }, '«Recordatorio de pago»', '“Payment reminder”'],
    ['send_email', { template: '' }, 'Elija una plantilla', 'Choose a template'],
    ['enter', { audience: null }, 'Todas las cuentas', 'All accounts'],
    [
      'wait_event',
      { events: ['page_opened', 'paid'], timeout: { amount: 5, unit: 'days' } },
      'Abrió la página o pagó · plazo: 5 días',
      'Opened the page or paid · limit: 5 days',
    ],
    [
      'wait_event',
      { events: [], timeout: { amount: 5, unit: 'days' } },
      'Indique qué se espera',
      'Say what to wait for',
    ],
    ['branch', { branches: [{ id: 'a', label: 'Deuda alta', when: null }] }, 'Deuda alta', 'Deuda alta'],
    ['end', { reason: 'pagado' }, 'pagado', 'pagado'],
    ['wait', { duration: 'rubbish' }, 'Indique qué se espera', 'Say what to wait for'],
  ])('says what %s does with %j', (name, settings, spanish, english) => {
    expect(sentenceOf(kind(name), settings, es)).toBe(spanish);
    expect(sentenceOf(kind(name), settings, en)).toBe(english);
  });
});

describe('a condition in words', () => {
  it.each<[Condition, string, string]>([
    [{ field: 'account.balance', op: 'gt', value: 150_025 }, 'Saldo mayor que 1.500,25', 'Balance more than 1,500.25'],
    [
      { field: 'account.due_date', op: 'lt', value: '2026-03-01' },
      'Vencimiento antes del 1 mar 2026',
      'Due date before Mar 1, 2026',
    ],
    [{ field: 'debtor.protected', op: 'eq', value: true }, 'Protegido', 'Protected'],
    [
      { field: 'debtor.language', op: 'in', value: ['es', 'en'] },
      'Idioma es uno de «es» o «en»',
      'Language is one of “es” or “en”',
    ],
    [{ field: 'debtor.language', op: 'is_empty' }, 'Idioma está vacío', 'Language is empty'],
    [{ field: 'debtor.language', op: 'eq', value: '' }, 'Idioma es …', 'Language is …'],
    [{ field: 'account.gone', op: 'eq', value: 1 }, 'account.gone es 1', 'account.gone is 1'],
    [
      {
        all: [
          { field: 'account.balance', op: 'gt', value: 0 },
          { field: 'debtor.language', op: 'eq', value: 'es' },
        ],
      },
      'Saldo mayor que 0 e Idioma es «es»',
      'Balance more than 0 and Language is “es”',
    ],
    [
      {
        any: [
          {
            all: [
              { field: 'account.balance', op: 'gt', value: 0 },
              { field: 'debtor.protected', op: 'eq', value: false },
            ],
          },
          { not: { field: 'debtor.language', op: 'eq', value: 'es' } },
        ],
      },
      '(Saldo mayor que 0 y Protegido: no) o no (Idioma es «es»)',
      '(Balance more than 0 and Protected: no) or not (Language is “es”)',
    ],
  ])('%j', (condition, spanish, english) => {
    expect(conditionInWords(condition, es)).toBe(spanish);
    expect(conditionInWords(condition, en)).toBe(english);
  });
});

describe('the ports of a step', () => {
  it('are one per awaited event and one for the limit, while there is one', () => {
    const settings = { events: ['paid'], timeout: { amount: 1, unit: 'days' } };
    expect(portsOf(kind('wait_event'), settings, 'es')).toEqual([
      { name: 'paid', label: 'Pagó' },
      { name: 'timeout', label: 'Se acabó el plazo' },
    ]);
    expect(portsOf(kind('wait_event'), { ...settings, timeout: null }, 'en')).toEqual([
      { name: 'paid', label: 'Paid' },
    ]);
  });

  it('are one per branch and one for everyone else', () => {
    const settings = { branches: [{ id: 'high', label: 'Deuda alta', when: null }] };
    expect(portsOf(kind('branch'), settings, 'en').map((port) => port.name)).toEqual(['high', 'else']);
  });

  it('survive settings that make no sense', () => {
    expect(portsOf(kind('branch'), { branches: [7, { label: 'no id' }] }, 'es').map((port) => port.name)).toEqual([
      'else',
    ]);
    expect(portsOf(kind('wait_event'), { events: 'paid', timeout: null }, 'es')).toEqual([]);
  });

  it('lead an inserted step on by the first of them', () => {
    expect(wayOn(kind('wait'), {})).toBe('next');
    expect(wayOn(kind('end'), {})).toBeNull();
  });
});

it('writes a token in a text as the name of its field', () => {
  expect(tokensInWords('Hola, {{ debtor.language | upper }}: {{- account.balance }} {{ x.y }}', es)).toBe(
    'Hola, [Idioma]: [Saldo] {{ x.y }}',
  );
});

it('offers a second start to no journey', () => {
  expect(offeredKinds(sampleCatalog, sampleJourney.nodes).map((offered) => offered.name)).not.toContain('enter');
  expect(offeredKinds(sampleCatalog, []).map((offered) => offered.name)).toContain('enter');
});
