/** Following a running journey by server-sent events, and by asking again and again where no stream is to be had. */

import { EventSourceParserStream } from 'eventsource-parser/stream';
import { api, take } from '../../api/client';
import { ApiProblem, readProblem } from '../../api/problem';
import type { LivePicture } from '../../api/types';

/** How the figures come: by a stream, by asking, or not at all. */
export type Link = 'connecting' | 'live' | 'asking' | 'lost';

export interface Follower {
  /** The whole picture, and whether it came by the stream. */
  onPicture(picture: LivePicture, byStream: boolean): void;
  /** What changed since the last picture. */
  onChange(change: LivePicture): void;
  onLink(link: Link): void;
}

const ASK_MS = 2_000;
const AGAIN_MS = 2_000;
const AGAIN_AFTER_503_S = 15;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

function at(id: number) {
  return { params: { path: { id } } };
}

/** Opens the stream and tells what comes, until it ends. Throws what the server refuses. */
async function listen(id: number, follower: Follower, signal: AbortSignal): Promise<void> {
  const options = { ...at(id), parseAs: 'stream' as const, cache: 'no-store' as const, signal };
  const { data, error, response } = await api.GET('/api/v1/journeys/{id}/live', options);
  if (!response.ok || !data) {
    throw await readProblem(response, error);
  }
  const bytes = data as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
  const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (let part = await events.read(); !part.done; part = await events.read()) {
    const { event, data: text } = part.value;
    if (event === 'picture') {
      follower.onLink('live');
      follower.onPicture(JSON.parse(text) as LivePicture, true);
    } else if (event === 'change') {
      follower.onChange(JSON.parse(text) as LivePicture);
    } else if (event === 'over') {
      return;
    }
  }
}

/** Asks for the picture every two seconds, for so long. */
async function ask(id: number, follower: Follower, seconds: number, signal: AbortSignal): Promise<void> {
  for (let left = seconds * 1_000; left > 0 && !signal.aborted; left -= ASK_MS) {
    const picture = await take(api.GET('/api/v1/journeys/{id}/picture', { ...at(id), signal }));
    follower.onLink('asking');
    follower.onPicture(picture, false);
    await pause(ASK_MS, signal);
  }
}

/** What is done about a refusal: for how many seconds it is asked instead; null where there is nothing to follow. */
function instead(error: unknown): number | null {
  if (!(error instanceof ApiProblem)) {
    return 0;
  }
  if (error.status === 503) {
    return error.retryAfter ?? AGAIN_AFTER_503_S;
  }
  return error.status === 403 || error.status === 404 ? null : 0;
}

/** Follows a journey until the signal; a stream that ends is opened again, and then tells the whole picture. */
export async function follow(id: number, follower: Follower, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await listen(id, follower, signal);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const seconds = instead(error);
      if (seconds === null) {
        follower.onLink('lost');
        return;
      }
      await ask(id, follower, seconds, signal).catch(() => follower.onLink('lost'));
      if (seconds > 0) {
        continue;
      }
      follower.onLink('lost');
    }
    await pause(AGAIN_MS, signal);
  }
}
