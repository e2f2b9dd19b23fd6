import { vi } from 'vitest';

/** What a made-up server answers: a body, or a body with a status and headers. */
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (request: Request) => Reply | Promise<Reply>;

/**
 * Puts a made-up server in place of the network; `routes` maps `GET /api/v1/clock` to an answer. It gives back the
 * requests that came, in order. A request that nobody answers gets a 404.
 */
export function serve(routes: Readonly<Record<string, Handler>>): Request[] {
  const came: Request[] = [];
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = new Request(new URL(input instanceof Request ? input.url : input, location.origin), {
      ...(input instanceof Request ? await partsOf(input) : init),
    });
    came.push(request.clone());
    const handler = routes[`${request.method} ${new URL(request.url).pathname}`];
    const { status = 200, body = null, headers = {} } = handler ? await handler(request) : { status: 404 };
    const json = body === null || status === 204 ? null : JSON.stringify(body);
    return new Response(json, { status, headers: { 'Content-Type': 'application/json', ...headers } });
  });
  return came;
}

async function partsOf(request: Request): Promise<RequestInit> {
  const body = request.method === 'GET' ? null : await request.text();
  return { method: request.method, headers: request.headers, body };
}
