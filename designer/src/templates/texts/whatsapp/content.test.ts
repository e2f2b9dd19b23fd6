import { describe, expect, it } from 'vitest';
import { faultsOf, numbered, type WhatsApp, whatsAppIn } from './content';

const GOOD = whatsAppIn({ text: 'Hola, {{ debtor.first_name }}: tiene un aviso.', name: 'aviso_1' }, 'es');
const faults = (change: Partial<WhatsApp>) => faultsOf({ ...GOOD, ...change });

describe('a WhatsApp template', () => {
  it('has everything that its content may leave out', () => {
    expect(GOOD).toMatchObject({ category: 'utility', locale: 'es', header: '', footer: '', buttons: [], sid: '' });
    expect(whatsAppIn({ buttons: [{ text: 'Sí' }] }, 'es').buttons).toEqual([{ kind: 'reply', text: 'Sí', url: '' }]);
  });

  it('is told what Meta would refuse', () => {
    const link = { kind: 'url', text: 'Ver', url: '{{ link.page }}' } as const;
    expect(faultsOf(GOOD)).toEqual([]);
    expect(faults({ text: ' ' })).toEqual(['empty']);
    expect(faults({ text: '{{ a.b }} hola' })).toEqual(['edge']);
    expect(faults({ text: 'x {{ a.b }} {{ c.d }} y' })).toEqual(['neighbours']);
    expect(faults({ text: `a ${'x'.repeat(1024)}` })).toEqual(['bodyLong']);
    expect(faults({ text: 'a {% if a.b %} b' })).toEqual(['code']);
    expect(faults({ header: `a {{ a.b }} y {{ c.d }} ${'x'.repeat(60)}` })).toEqual(['headerLong', 'headerTokens']);
    expect(faults({ footer: `{{ a.b }}${'x'.repeat(60)}` })).toEqual(['footerLong', 'footerTokens']);
    expect(faults({ name: 'Aviso 1' })).toEqual(['name']);
    expect(faults({ buttons: [link, link, { ...link, url: '' }] })).toEqual(['links', 'linkEmpty']);
    expect(
      faults({
        buttons: [
          { ...link, text: '' },
          { ...link, text: 'x'.repeat(26) },
        ],
      }),
    ).toEqual(['buttonEmpty', 'buttonLong']);
    expect(faults({ buttons: Array(11).fill({ kind: 'reply', text: 'Sí', url: '' }) })).toEqual(['buttons']);
  });

  it('gives the same token the same number, over all its parts', () => {
    const known = new Map<string, number>();
    expect(numbered('{{ a.b }}', known)).toBe('{{1}}');
    expect(numbered('x {{ c.d }} y {{ a.b }}', known)).toBe('x {{2}} y {{1}}');
  });
});
