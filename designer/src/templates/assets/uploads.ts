/** The files that are on their way into the library, two at a time. */

import { useCallback, useRef, useState } from 'react';
import type { TakenIn } from './calls';
import { type Fault, faultOf, send } from './sending';

const AT_ONCE = 2;

export type UploadState =
  | { readonly name: 'waiting' }
  | { readonly name: 'sending'; readonly part: number }
  | { readonly name: 'done'; readonly asset: TakenIn }
  | { readonly name: 'faulty'; readonly fault: Exclude<Fault, null> }
  | { readonly name: 'refused'; readonly error: unknown };

export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly folder: number | null;
  readonly state: UploadState;
}

/** Whether nothing more happens to it. */
export function isOver({ state }: Upload): boolean {
  return state.name === 'done' || state.name === 'refused' || state.name === 'faulty';
}

export interface Uploads {
  readonly list: readonly Upload[];
  add(files: readonly File[], folder: number | null): void;
  clear(): void;
}

/** Keeps the list of uploads and sends what waits; `onDone` is told what came in. */
export function useUploads(onDone: (asset: TakenIn) => void): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const queue = useRef<Upload[]>([]);
  const busy = useRef(0);
  const last = useRef(0);

  const put = useCallback((id: number, state: UploadState) => {
    setList((before) => before.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
  }, []);

  const next = useCallback(() => {
    const upload = busy.current < AT_ONCE ? queue.current.shift() : undefined;
    if (!upload) return;
    busy.current += 1;
    send(upload.file, upload.folder, (part) => put(upload.id, { name: 'sending', part }))
      .then((asset) => {
        put(upload.id, { name: 'done', asset });
        onDone(asset);
      })
      .catch((error: unknown) => put(upload.id, { name: 'refused', error }))
      .finally(() => {
        busy.current -= 1;
        next();
      });
    next();
  }, [put, onDone]);

  const add = useCallback(
    (files: readonly File[], folder: number | null) => {
      const fresh = files.map((file): Upload => {
        last.current += 1;
        const fault = faultOf(file);
        const state: UploadState = fault ? { name: 'faulty', fault } : { name: 'waiting' };
        return { id: last.current, file, folder, state };
      });
      setList((before) => [...before, ...fresh]);
      queue.current.push(...fresh.filter((upload) => !isOver(upload)));
      next();
    },
    [next],
  );

  const clear = useCallback(() => setList((before) => before.filter((upload) => !isOver(upload))), []);
  return { list, add, clear };
}
