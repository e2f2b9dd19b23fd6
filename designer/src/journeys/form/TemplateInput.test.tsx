import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { type Catalog, type Kind, kindByName } from '../catalog';
import { sampleCatalog } from '../sample';
import { readingIn, renderInEditor, serve } from '../testing';
import { SettingsForm } from './SettingsForm';

const thanks = {
  key: 'payment_thanks',
  channel: 'email',
  name: { es: 'Gracias por su pago', en: 'Thank you for paying' },
  languages: ['en', 'es'],
};
const catalog: Catalog = { ...sampleCatalog, templates: [...sampleCatalog.templates, thanks] };
const words = (subject: string) => ({ es: { subject, opening: 'Lucía, lea esto.' } });
const items = catalog.templates.map((one, at) => ({ ...one, words: words(at === 0 ? 'Su saldo' : 'Recibido') }));

function open(channel = 'email') {
  serve((request) => {
    if (request.url.endsWith('/templates/reach')) return { total: 9, empty: [], templates: [] };
    return request.url.includes('/templates') ? { items: items.map((one) => ({ ...one, channel })) } : {};
  });
  const seen = vi.fn();
  const kind = kindByName(sampleCatalog, 'send_email') as Kind;
  const settings = { template: 'payment_reminder' };
  renderInEditor(
    <SettingsForm kind={kind} settings={settings} disabled={false} onChange={seen} onRest={() => undefined} />,
    { scope: { catalog, reading: { ...readingIn('es'), catalog } } },
  );
  return { seen, user: userEvent.setup() };
}

describe('the picker of templates', () => {
  it('shows the chosen one with its picture, its first words and a way to look at it', async () => {
    open();
    const link = await screen.findByRole('link', { name: 'Abrir en otra pestaña' });
    expect(link.getAttribute('href')).toBe('/templates/payment_reminder');
    expect(link.getAttribute('rel')).toBe('noopener');
    expect(screen.getByText('Su saldo · Lucía, lea esto.')).toBeTruthy();
    const picture = document.querySelector('iframe');
    expect(picture?.getAttribute('sandbox')).toBe('');
    expect(picture?.getAttribute('loading')).toBe('lazy');
    expect(picture?.getAttribute('src')).toBe('/api/v1/templates/payment_reminder/preview?language=es');
    expect(picture?.closest('[inert]')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('finds one by its first words and takes it with the keyboard', async () => {
    const { seen, user } = open();
    await screen.findByRole('link', { name: 'Abrir en otra pestaña' });
    const box = screen.getByRole('combobox', { name: 'Plantilla' });
    await user.clear(box);
    await user.type(box, 'recibido');
    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual([
      'Gracias por su pagoRecibido · Lucía, lea esto.',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(seen).toHaveBeenLastCalledWith('template', 'payment_thanks');
  });

  it('draws no frame for a text', async () => {
    open('sms');
    expect(await screen.findByText('Su saldo · Lucía, lea esto.')).toBeTruthy();
    expect(document.querySelector('iframe')).toBeNull();
  });
});
