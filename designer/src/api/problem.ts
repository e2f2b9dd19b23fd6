import type { LocalText } from '../i18n';

/** An RFC 9457 problem document, as the server answers what it refuses. */
export interface ProblemDocument {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly fields?: Readonly<Record<string, string | LocalText>>;
  readonly problems?: readonly unknown[];
  readonly findings?: readonly unknown[];
  readonly taken_by?: string;
}

/** The server refused, or could not be reached (status 0). The message is what a person may read. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly document: ProblemDocument;
  /** How many seconds to wait before another try, where the server said so. */
  readonly retryAfter: number | null;

  constructor(status: number, document: ProblemDocument, retryAfter: number | null = null) {
    super(document.detail ?? document.title ?? '');
    this.name = 'ApiProblem';
    this.status = status;
    this.document = document;
    this.retryAfter = retryAfter;
  }
}

/** Reads a refused answer, which may also be a proxy's page of HTML instead of a problem document. */
export async function readProblem(response: Response, body?: unknown): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const document = isDocument(body) ? body : await parse(response);
  return new ApiProblem(response.status, document, Number.isFinite(seconds) ? seconds : null);
}

async function parse(response: Response): Promise<ProblemDocument> {
  if (response.bodyUsed || !response.headers.get('Content-Type')?.includes('json')) return {};
  const body: unknown = await response.json().catch(() => null);
  return isDocument(body) ? body : {};
}

function isDocument(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null;
}
