import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { api, take } from '../api/client';
import { Answer } from '../parts/Answer';
import { ANA, draw } from '../testing/draw';
import { type Reply, serve } from '../testing/server';
import { SessionGate } from './SessionGate';
import { sessionStore } from './store';

const NOBODY: Reply = { status: 401, body: { title: 'Not signed in', status: 401, detail: 'Sign in.' } };

/** A page with something unsaved in it, which asks the server for a number of portfolios. */
function Page() {
  const portfolios = useQuery({
    queryKey: ['portfolios'],
    queryFn: () => take(api.GET('/api/v1/portfolios')),
  });
  return (
    <>
      <textarea aria-label="Notes" />
      <Answer query={portfolios}>{({ total }) => <p>{total} portfolios</p>}</Answer>
      <button type="button" onClick={() => void portfolios.refetch()}>
        Ask
      </button>
    </>
  );
}

const gate = (
  <SessionGate>
    <Page />
  </SessionGate>
);

async function fillIn(password: string) {
  const person = userEvent.setup();
  const email = await screen.findByLabelText('Email');
  await person.clear(email);
  await person.type(email, 'ana@cauce.example');
  const secret = screen.getByLabelText('Password');
  await person.clear(secret);
  await person.type(secret, password);
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('opens the page, and sends the CSRF token with what changes something', async () => {
    const came = serve({
      'GET /api/v1/session': () => NOBODY,
      'POST /api/v1/session': () => ({ body: ANA }),
      'GET /api/v1/portfolios': () => ({ body: { items: [], total: 3 } }),
      'DELETE /api/v1/session': () => ({ status: 204 }),
    });
    draw(gate);
    await fillIn('right');
    expect(await screen.findByText('3 portfolios')).toBeDefined();
    await take(api.DELETE('/api/v1/session'));
    expect(came.at(-1)?.headers.get('X-CSRF-Token')).toBe('token-1');
    expect(came.at(-1)?.headers.get('Accept-Language')).toBe('en');
  });

  it('says that the password is wrong, and how long to wait after too many tries', async () => {
    const replies: Reply[] = [NOBODY, { status: 429, body: { status: 429 }, headers: { 'Retry-After': '42' } }];
    serve({ 'GET /api/v1/session': () => NOBODY, 'POST /api/v1/session': () => replies.shift() ?? NOBODY });
    draw(gate);
    await fillIn('wrong');
    expect((await screen.findByRole('alert')).textContent).toContain('not right');
    await fillIn('wrong');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Wait 42 seconds'));
  });

  it('asks for what is missing before it asks the server', async () => {
    const came = serve({ 'GET /api/v1/session': () => NOBODY });
    draw(gate);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(screen.getByText('Enter your email.')).toBeDefined();
    expect(screen.getByText('Enter your password.')).toBeDefined();
    expect(came.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('offers the demo’s people, and one click signs in', async () => {
    const login = { name: 'Ana Ríos', email: 'ana@cauce.example', password: 'demo', role: 'strategist' };
    const came = serve({
      'GET /api/v1/session': () => NOBODY,
      'GET /api/v1/demo': () => ({ body: { logins: [login] } }),
      'POST /api/v1/session': () => ({ body: ANA }),
      'GET /api/v1/portfolios': () => ({ body: { items: [], total: 3 } }),
    });
    draw(gate);
    await userEvent.click(await screen.findByRole('button', { name: /Ana Ríos/ }));
    expect(await screen.findByText('3 portfolios')).toBeDefined();
    const sent = came.find(({ method }) => method === 'POST');
    expect(await sent?.json()).toEqual({ email: 'ana@cauce.example', password: 'demo' });
  });
});

describe('a session that ends on the way', () => {
  it('keeps the page and what was typed, and asks the server again after signing in', async () => {
    let signedIn = true;
    serve({
      'GET /api/v1/session': () => ({ body: ANA }),
      'GET /api/v1/portfolios': () => (signedIn ? { body: { items: [], total: 3 } } : NOBODY),
      'POST /api/v1/session': () => {
        signedIn = true;
        return { body: { ...ANA, csrf_token: 'token-2' } };
      },
    });
    draw(gate);
    const notes = await screen.findByLabelText('Notes');
    await userEvent.type(notes, 'half a thought');
    await screen.findByText('3 portfolios');

    signedIn = false;
    await userEvent.click(screen.getByRole('button', { name: 'Ask' }));
    expect(await screen.findByText('Your session has ended')).toBeDefined();
    expect((screen.getByLabelText('Email') as HTMLInputElement).value).toBe('ana@cauce.example');

    await fillIn('right');
    await waitFor(() => expect(screen.queryByText('Your session has ended')).toBeNull());
    expect((screen.getByLabelText('Notes') as HTMLTextAreaElement).value).toBe('half a thought');
    expect(sessionStore.getState().csrfToken).toBe('token-2');
  });
});
