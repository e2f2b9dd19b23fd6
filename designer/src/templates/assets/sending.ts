/** Sends a file to the library and tells how far it is; `fetch` tells nothing of what it sends. */

import { ApiProblem, readProblem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { sessionStore } from '../../session/store';
import type { TakenIn } from './calls';

const ADDRESS = '/api/v1/assets';
const MEGABYTE = 1_000_000;

/** Bytes that a file of a kind may have, as the server has it; looked at before minutes are spent on sending. */
const LIMITS = {
  'image/': 10 * MEGABYTE,
  'video/': 40 * MEGABYTE,
  'application/pdf': 10 * MEGABYTE,
  'text/vtt': MEGABYTE,
} as const;

/** What is wrong with a file before it is sent; null where nothing is known to be. */
export type Fault = { readonly code: 'tooLarge'; readonly limit: number } | { readonly code: 'svg' } | null;

/** Looks at a file by what the browser takes it for; the server looks at its bytes. */
export function faultOf({ type, size }: Pick<File, 'type' | 'size'>): Fault {
  if (type === 'image/svg+xml') return { code: 'svg' };
  const limit = Object.entries(LIMITS).find(([start]) => type.startsWith(start))?.[1];
  return limit !== undefined && size > limit ? { code: 'tooLarge', limit } : null;
}

/** Sends a file; `onProgress` is told the part of it that went out, 0 to 1. */
export function send(file: File, folder: number | null, onProgress: (part: number) => void): Promise<TakenIn> {
  const form = new FormData();
  form.append('file', file, file.name);
  if (folder) form.append('folder_id', String(folder));
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', ADDRESS);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.setRequestHeader('X-CSRF-Token', sessionStore.getState().csrfToken ?? '');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiProblem(0, {}));
    request.onload = () => void answer(request).then(resolve, reject);
    request.send(form);
  });
}

async function answer(request: XMLHttpRequest): Promise<TakenIn> {
  if (request.status === 401) sessionStore.getState().expire();
  const type = request.getResponseHeader('Content-Type') ?? '';
  const response = new Response(request.responseText, { status: request.status, headers: { 'Content-Type': type } });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as TakenIn;
}
