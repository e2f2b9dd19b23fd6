import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Kind, kindByName } from '../catalog';
import type { Json, Settings } from '../document';
import { sampleCatalog } from '../sample';
import { renderInEditor, serve } from '../testing';
import { SettingsForm } from './SettingsForm';

const seen = vi.fn<(name: string, value: Json) => void>();

function Holder({ kind, start }: { readonly kind: Kind; readonly start: Settings }) {
  const [settings, setSettings] = useState(start);
  const change = (name: string, value: Json) => {
    seen(name, value);
    setSettings((before) => ({ ...before, [name]: value }));
  };
  return <SettingsForm kind={kind} settings={settings} disabled={false} onChange={change} onRest={() => undefined} />;
}

function open(kind: Kind | string, start: Settings, language: 'es' | 'en' = 'es') {
  const found = typeof kind === 'string' ? kindByName(sampleCatalog, kind) : kind;
  if (found === undefined) {
    throw new Error('no such kind');
  }
  renderInEditor(<Holder kind={found} start={start} />, { language });
  return userEvent.setup();
}

beforeEach(() => {
  seen.mockClear();
  serve(() => ({ matches: 12, total: 40, seconds: 0.1, speed: 'fast', reasons: [] }));
});

describe('a form drawn from a schema', () => {
  it('has the titles and help of the language', () => {
    open('wait', { duration: { amount: 3, unit: 'days' } }, 'es');
    expect(screen.getByText('Cuánto')).toBeTruthy();
    expect(screen.getByText('El tiempo que se espera.')).toBeTruthy();
  });

  it('changes the amount of a duration and keeps its unit', async () => {
    const user = open('wait', { duration: { amount: 3, unit: 'days' } });
    const amount = screen.getByLabelText('Cuánto: Cantidad');
    await user.clear(amount);
    await user.type(amount, '5');
    expect(seen).toHaveBeenLastCalledWith('duration', { amount: 5, unit: 'days' });
  });

  it('takes a time limit away and puts the default back', async () => {
    const user = open('wait_event', { events: ['paid'], timeout: { amount: 2, unit: 'hours' } });
    await user.click(screen.getByLabelText('Poner un plazo'));
    expect(seen).toHaveBeenLastCalledWith('timeout', null);
    await user.click(screen.getByLabelText('Poner un plazo'));
    expect(seen).toHaveBeenLastCalledWith('timeout', { amount: 5, unit: 'days' });
  });

  it('keeps events in the order of the list, whatever was ticked first', async () => {
    const user = open('wait_event', { events: [], timeout: null });
    expect(screen.getByText('Elija al menos un evento.')).toBeTruthy();
    await user.click(screen.getByLabelText('Pagó'));
    await user.click(screen.getByLabelText('Abrió la página'));
    expect(seen).toHaveBeenLastCalledWith('events', ['page_opened', 'paid']);
  });

  it('adds, moves and removes branches without changing their ids', async () => {
    const user = open('branch', { branches: [] });
    await user.click(screen.getByText('Añadir una rama'));
    await user.click(screen.getByText('Añadir una rama'));
    await user.click(screen.getByLabelText('Bajar «Rama 1»'));
    expect(seen.mock.lastCall?.[1]).toMatchObject([{ id: 'branch_2' }, { id: 'branch_1', label: 'Rama 1' }]);
    await user.click(screen.getByLabelText('Quitar «Rama 2»'));
    await user.click(screen.getByText('Añadir una rama'));
    expect(seen.mock.lastCall?.[1]).toMatchObject([{ id: 'branch_1' }, { id: 'branch_2' }]);
  });

  it('shows hundredths of a per cent as a per cent', async () => {
    const rate = { type: 'integer', minimum: 0, maximum: 10_000, default: 0, widget: 'hundredths' } as const;
    const charge = kindByName(sampleCatalog, 'end') as Kind;
    const schema = { type: 'object', properties: { rate: { ...rate, 'x-title': { es: 'Interés', en: 'Rate' } } } };
    const user = open({ ...charge, schema } as Kind, { rate: 1250 });
    const field = screen.getByLabelText<HTMLInputElement>('Interés');
    expect(field.value).toBe('12,5 %');
    await user.clear(field);
    await user.type(field, '8,25');
    expect(seen).toHaveBeenLastCalledWith('rate', 825);
  });

  it('stores money in minor units and counts who matches', async () => {
    const user = open('enter', { audience: null });
    await user.click(screen.getByText('Añadir una condición'));
    const value = screen.getByLabelText('Valor');
    await user.clear(value);
    await user.type(value, '1500,25');
    expect(seen).toHaveBeenLastCalledWith('audience', {
      all: [{ field: 'account.balance', op: 'gt', value: 150_025 }],
    });
    expect(screen.getByText('Saldo mayor que 1.500,25')).toBeTruthy();
    expect(await screen.findByText('La cumplen 12 de 40 cuentas')).toBeTruthy();
  });

  it('asks how often something happened, by which channel and since when', async () => {
    const user = open('enter', { audience: { all: [{ field: 'debtor.protected', op: 'eq', value: true }] } });
    const choose = async (label: string, option: string) => {
      await user.click(screen.getByRole('combobox', { name: label }));
      await user.click(await screen.findByRole('option', { name: option }));
    };
    await choose('Campo', 'Algo que pasó…');
    expect(screen.getByText('Abrió un mensaje al menos 1 vez en los últimos 7 días')).toBeTruthy();
    await choose('Por qué canal', 'Email');
    await choose('Cuántas veces', 'no pasó');
    await choose('Desde cuándo', 'desde siempre');
    const never = { event: 'message_opened', op: 'eq', value: 0, within: null, channel: 'email' };
    expect(seen).toHaveBeenLastCalledWith('audience', { all: [never] });
    await choose('Qué pasó', 'Pagó');
    expect(seen).toHaveBeenLastCalledWith('audience', { all: [{ ...never, event: 'paid', channel: null }] });
    expect(screen.queryByLabelText('Por qué canal')).toBeNull();
    await choose('Qué pasó', 'Un evento propio…');
    await user.type(screen.getByLabelText('Nombre del evento propio'), 'Visita hecha');
    expect(screen.getByText('Nunca visita hecha')).toBeTruthy();
  });

  it('looks at a date by its weekday, or at how many days it is from today', async () => {
    const user = open('enter', { audience: { all: [{ field: 'account.due_date', op: 'lt', value: '2026-03-01' }] } });
    const choose = async (label: string, option: string) => {
      await user.click(screen.getByRole('combobox', { name: label }));
      await user.click(await screen.findByRole('option', { name: option }));
    };
    await choose('Con qué día se compara', 'días antes de hoy');
    const days = screen.getByLabelText('Cuántos días');
    await user.clear(days);
    await user.type(days, '3');
    expect(seen).toHaveBeenLastCalledWith('audience', {
      all: [{ field: 'account.due_date', op: 'lt', value: { today: -3 } }],
    });
    expect(screen.getByText('Vencimiento antes de hace 3 días')).toBeTruthy();
    await choose('Qué se compara de la fecha', 'día de la semana');
    await user.click(screen.getByRole('combobox', { name: 'Valor' }));
    await user.click(await screen.findByRole('option', { name: 'viernes' }));
    expect(seen).toHaveBeenLastCalledWith('audience', {
      all: [{ field: 'account.due_date', part: 'weekday', op: 'in', value: [5] }],
    });
  });

  it('takes one tag, without blanks', async () => {
    const user = open('enter', { audience: { all: [{ field: 'account.tags', op: 'has', value: '' }] } });
    await user.type(screen.getByLabelText('Etiqueta'), 'muy tarde');
    expect(seen).toHaveBeenLastCalledWith('audience', {
      all: [{ field: 'account.tags', op: 'has', value: 'muy_tarde' }],
    });
  });

  it('is everybody again when the last condition goes', async () => {
    const user = open('enter', { audience: { field: 'debtor.protected', op: 'eq', value: true } });
    await user.click(screen.getByLabelText('Quitar esta condición'));
    expect(seen).toHaveBeenLastCalledWith('audience', null);
  });

  it('draws a kind that nobody here has heard of', async () => {
    const fax: Kind = {
      name: 'acme_fax',
      version: 2,
      category: 'message',
      icon: 'nothing-known',
      color: '#123456',
      labels: { es: 'Fax', en: 'Fax' },
      descriptions: { es: 'Fax', en: 'Fax' },
      ports: [{ name: 'next', labels: { es: 'Siguiente', en: 'Next' } }],
      schema: {
        properties: {
          paper: {
            enum: ['a4', 'letter'],
            'x-title': { es: 'Papel', en: 'Paper' },
            'x-labels': { a4: { es: 'A4', en: 'A4' } },
          },
          tries: { type: 'integer', minimum: 1, maximum: 9, 'x-title': { es: 'Intentos', en: 'Tries' } },
          password: { type: 'string', secret: true, 'x-title': { es: 'Clave', en: 'Password' } },
        },
      },
    };
    const user = open(fax, { paper: 'a4', tries: 2, password: '' });
    await user.clear(screen.getByLabelText('Intentos'));
    await user.type(screen.getByLabelText('Intentos'), '4');
    expect(seen).toHaveBeenLastCalledWith('tries', 4);
    expect(screen.getByLabelText('Clave').getAttribute('type')).toBe('password');
    expect((screen.getByRole('combobox', { name: 'Papel' }) as HTMLInputElement).value).toBe('A4');
  });

  it('says what is wrong at the setting that is wrong', () => {
    const kind = kindByName(sampleCatalog, 'send_email');
    if (kind === undefined) {
      throw new Error('no such kind');
    }
    const problem = { node: 'x', code: 'no_template', severity: 'error', setting: 'template' } as const;
    const problems = [
      { ...problem, message: { es: 'Falta la plantilla.', en: 'No template.' } },
      { ...problem, setting: null, message: { es: 'De todo el paso.', en: 'Of the step.' } },
    ];
    const form = (
      <SettingsForm
        kind={kind}
        settings={{}}
        disabled={false}
        problems={problems}
        onChange={seen}
        onRest={() => undefined}
      />
    );
    renderInEditor(form);
    expect(screen.getByText('Falta la plantilla.')).toBeTruthy();
    expect(screen.queryByText('De todo el paso.')).toBeNull();
  });

  it('says it above a list of events, which is longer than the panel', () => {
    const kind = kindByName(sampleCatalog, 'wait_event');
    if (kind === undefined) {
      throw new Error('no such kind');
    }
    const message = { es: 'Eso no se cuenta.', en: 'That is not counted.' };
    const problem = { node: 'x', code: 'never_counted', severity: 'warning', setting: 'events', message } as const;
    renderInEditor(
      <SettingsForm
        kind={kind}
        settings={{ events: ['paid'] }}
        disabled={false}
        problems={[problem]}
        onChange={seen}
        onRest={() => undefined}
      />,
    );
    const note = screen.getByText('Eso no se cuenta.');
    const [box] = screen.getAllByRole('checkbox');
    expect(note.compareDocumentPosition(box as HTMLElement) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });
});
