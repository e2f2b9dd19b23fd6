import { describe, expect, it, vi } from 'vitest';
import { serve } from '../testing/server';
import { api, take } from './client';
import { ApiProblem } from './problem';

const ask = () => take(api.GET('/api/v1/portfolios'));

describe('what the server refuses', () => {
  it('carries the sentence of its problem document', async () => {
    serve({ 'GET /api/v1/portfolios': () => ({ status: 403, body: { status: 403, detail: 'Not for you.' } }) });
    await expect(ask()).rejects.toMatchObject({ status: 403, message: 'Not for you.' });
  });

  it('is a problem too where a proxy answers with a page of HTML', async () => {
    vi.stubGlobal('fetch', async () => {
      return new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } });
    });
    await expect(ask()).rejects.toMatchObject({ status: 502, message: '' });
  });

  it('is a problem without a status where the server cannot be reached', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(ask()).rejects.toBeInstanceOf(ApiProblem);
    await expect(ask()).rejects.toMatchObject({ status: 0 });
  });
});
