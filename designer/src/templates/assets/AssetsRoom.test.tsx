import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { AssetPicker } from './AssetPicker';
import { AssetsRoom } from './AssetsRoom';
import type { Asset, AssetDetail } from './calls';
import { faultOf } from './sending';

function asset(id: number, name: string, more: Partial<Asset> = {}): Asset {
  return {
    id,
    kind: 'image',
    name,
    folder_id: null,
    alt: {},
    url: `/assets/${id}.png`,
    thumbnail: `/assets/${id}-300.png`,
    media_type: 'image/png',
    width: 640,
    height: 480,
    size: 12_000,
    sizes: [{ width: 300, height: 225, size: 4_000, url: `/assets/${id}-300.png` }],
    created_at: '2026-03-02T09:00:00Z',
    created_by: 'Ana Ríos',
    ...more,
  };
}

const LOGO = asset(1, 'logo.png');
const PHOTO = asset(2, 'office.png', { folder_id: 5 });
const USED: AssetDetail = {
  ...LOGO,
  used_by: [
    { kind: 'template', key: 'hello', name: { es: 'Hola', en: 'Hello' }, draft: true, versions: [1, 2] },
    { kind: 'brand', key: 'marea', name: { es: 'Marea', en: 'Marea' }, draft: false, versions: [] },
  ],
};
const FOLDERS = { items: [{ id: 5, name: 'Photos', parent_id: null, assets: 1 }] };

function library() {
  return serve({
    'GET /api/v1/assets': (request) => {
      const query = new URL(request.url).searchParams;
      const items = [LOGO, PHOTO]
        .filter(({ folder_id }) => query.get('folder') === null || query.get('folder') === String(folder_id ?? 0))
        .filter(({ name }) => name.includes(query.get('search') ?? ''));
      return { body: { items, total: items.length } };
    },
    'GET /api/v1/asset-folders': () => ({ body: FOLDERS }),
    'GET /api/v1/assets/1': () => ({ body: USED }),
    'PATCH /api/v1/assets/1': () => ({ body: USED }),
    'GET /api/v1/assets/2': () => ({ body: { ...PHOTO, used_by: [] } }),
    'DELETE /api/v1/assets/2': () => ({ status: 204 }),
    'POST /api/v1/assets/2/cut': () => ({ status: 201, body: { ...asset(3, 'small.png'), used_by: [], known: false } }),
    'GET /api/v1/assets/3': () => ({ body: { ...asset(3, 'small.png'), used_by: [] } }),
    'POST /api/v1/asset-folders': () => ({ status: 201, body: FOLDERS.items[0] }),
  });
}

/** A server for what is sent with a progress; answers what the test says. */
function receive(answer: (name: string) => { readonly status: number; readonly body: unknown }) {
  class Request {
    status = 0;
    responseText = '';
    upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null } = { onprogress: null };
    onload: (() => void) | null = null;
    open() {}
    setRequestHeader() {}
    getResponseHeader() {
      return 'application/json';
    }
    send(form: FormData) {
      const { status, body } = answer((form.get('file') as File).name);
      this.upload.onprogress?.({ loaded: 1, total: 2 });
      this.status = status;
      this.responseText = JSON.stringify(body);
      queueMicrotask(() => this.onload?.());
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request);
}

const file = (name: string, type: string, size = 9) => {
  const made = new File(['x'], name, { type });
  Object.defineProperty(made, 'size', { value: size });
  return made;
};

beforeEach(() => sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'templates:edit'] }));

describe('the library', () => {
  it('shows what lies in a folder', async () => {
    library();
    const person = userEvent.setup();
    draw(<AssetsRoom />);
    const grid = await screen.findByRole('list', { name: 'Files' });
    expect(within(grid).getAllByRole('button')).toHaveLength(2);
    await person.click(screen.getByRole('button', { name: /^Photos/ }));
    expect(await screen.findByRole('button', { name: /office\.png/ })).toBeDefined();
    expect(screen.queryByRole('button', { name: /logo\.png/ })).toBeNull();
  });

  it('takes files that are dropped, and says in plain words which it cannot', async () => {
    library();
    receive((name) =>
      name === 'fake.png'
        ? { status: 422, body: { status: 422, detail: 'This is a web page and no picture.' } }
        : { status: 201, body: { ...USED, known: name === 'again.png' } },
    );
    draw(<AssetsRoom />);
    await screen.findByRole('list', { name: 'Files' });
    const files = [
      file('new.png', 'image/png'),
      file('again.png', 'image/png'),
      file('fake.png', 'image/png'),
      file('logo.svg', 'image/svg+xml'),
      file('huge.jpg', 'image/jpeg', 50_000_000),
    ];
    fireEvent.dragEnter(screen.getByTestId('drop-area'), { dataTransfer: { types: ['Files'], files } });
    expect(screen.getByText('Drop the files here')).toBeDefined();
    fireEvent.drop(screen.getByTestId('drop-area'), { dataTransfer: { types: ['Files'], files } });
    expect(screen.queryByText('Drop the files here')).toBeNull();
    const uploads = await screen.findByRole('region', { name: 'Uploads' });
    expect(await within(uploads).findByText('Done')).toBeDefined();
    expect(await within(uploads).findByText('It was in the library already, as “logo.png”')).toBeDefined();
    expect(await within(uploads).findByText('This is a web page and no picture.')).toBeDefined();
    expect(within(uploads).getByText('SVG is not taken. Export it as PNG.')).toBeDefined();
    expect(within(uploads).getByText('It has 50 MB; the most is 10 MB.')).toBeDefined();
    await userEvent.click(within(uploads).getByRole('button', { name: 'Clear what is finished' }));
    expect(screen.queryByRole('region', { name: 'Uploads' })).toBeNull();
  });

  it('keeps alternative texts, and says where an asset is used before it may be deleted', async () => {
    const came = library();
    const person = userEvent.setup();
    draw(<AssetsRoom />);
    await person.click(await screen.findByRole('button', { name: /logo\.png/ }));
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByRole('link', { name: 'Hello' })).toBeDefined();
    expect(within(drawer).getByText('Template · draft · published versions: 1 and 2')).toBeDefined();
    await person.type(within(drawer).getByLabelText('In English'), 'Our logo');
    await person.click(within(drawer).getByRole('button', { name: 'Save' }));
    const sent = came.find(({ method }) => method === 'PATCH');
    expect(await sent?.json()).toEqual({ name: 'logo.png', alt: { en: 'Our logo' }, folder_id: null });
    await person.click(within(drawer).getByRole('button', { name: 'Delete' }));
    const asked = await screen.findByRole('dialog', { name: 'Delete “logo.png”' });
    expect(within(asked).getByText('It cannot be deleted while it is used.')).toBeDefined();
    expect(within(asked).getByRole('button', { name: 'Delete' })).toHaveProperty('disabled', true);
  });

  it('deletes what nothing uses', async () => {
    const came = library();
    const person = userEvent.setup();
    draw(<AssetsRoom />, { path: '*', address: '/assets', search: '?open=2' });
    await person.click(await screen.findByRole('button', { name: 'Delete' }));
    const asked = await screen.findByRole('dialog', { name: 'Delete “office.png”' });
    await person.click(within(asked).getByRole('button', { name: 'Delete' }));
    await vi.waitFor(() => expect(came.some(({ method }) => method === 'DELETE')).toBe(true));
  });

  it('makes a smaller picture by keyboard', async () => {
    const came = library();
    const person = userEvent.setup();
    draw(<AssetsRoom />, { path: '*', address: '/assets', search: '?open=2' });
    await person.click(await screen.findByRole('button', { name: 'Crop or resize' }));
    const dialog = await screen.findByRole('dialog', { name: 'Crop or resize' });
    within(dialog)
      .getByRole('button', { name: /The part to keep/ })
      .focus();
    await person.keyboard('{Shift>}{ArrowLeft}{ArrowUp}{/Shift}{ArrowRight}');
    expect(within(dialog).getByText('Result: 630 × 470 px')).toBeDefined();
    await person.type(within(dialog).getByLabelText('Final width'), '315');
    expect(within(dialog).getByText('Result: 315 × 235 px')).toBeDefined();
    await person.click(within(dialog).getByRole('button', { name: 'Make file' }));
    await vi.waitFor(() => expect(came.some(({ url }) => url.endsWith('/cut'))).toBe(true));
    const sent = came.find(({ url }) => url.endsWith('/cut'));
    expect(await sent?.json()).toEqual({ crop: { x: 10, y: 0, width: 630, height: 470 }, width: 315 });
  });

  it('offers nothing to change to who may only look', async () => {
    sessionStore.getState().enter(ANA);
    library();
    draw(<AssetsRoom />, { path: '*', address: '/assets', search: '?open=2' });
    expect(await screen.findByText('Nowhere yet.')).toBeDefined();
    for (const name of ['Upload files', 'New folder', 'Delete', 'Replace', 'Save']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });

  it('makes folders', async () => {
    const came = library();
    const person = userEvent.setup();
    draw(<AssetsRoom />);
    await person.click(await screen.findByRole('button', { name: 'New folder' }));
    await person.type(await screen.findByLabelText('Name of the folder'), 'Photos 2026');
    await person.click(screen.getByRole('button', { name: 'Make folder' }));
    await vi.waitFor(() => expect(came.some(({ method }) => method === 'POST')).toBe(true));
    const sent = came.find(({ method }) => method === 'POST');
    expect(await sent?.json()).toEqual({ name: 'Photos 2026', parent_id: null });
  });
});

describe('the picker', () => {
  it('hands over what was chosen', async () => {
    library();
    const person = userEvent.setup();
    const onPick = vi.fn();
    draw(<AssetPicker kind="image" onPick={onPick} onClose={() => undefined} />);
    const use = await screen.findByRole('button', { name: 'Use this file' });
    expect(use).toHaveProperty('disabled', true);
    await person.click(await screen.findByRole('button', { name: /office\.png/, pressed: false }));
    await person.click(use);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(PHOTO);
  });
});

describe('a file before it is sent', () => {
  it.each([
    ['image/png', 10_000_000, null],
    ['image/png', 10_000_001, 'tooLarge'],
    ['video/mp4', 40_000_000, null],
    ['video/webm', 41_000_000, 'tooLarge'],
    ['application/pdf', 11_000_000, 'tooLarge'],
    ['text/vtt', 1_000_001, 'tooLarge'],
    ['image/svg+xml', 10, 'svg'],
    ['', 900_000_000, null],
  ])('%s of %d bytes', (type, size, code) => {
    expect(faultOf({ type, size })?.code ?? null).toBe(code);
  });
});
