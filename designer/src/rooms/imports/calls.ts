import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Import, Mapping, Upload } from '../../api/types';

const RUNNING_MS = 1_000;
const LIST_MS = 5_000;

/** Sends a file to the server, which reads it and guesses what its columns are. */
export function upload(file: File): Promise<Upload> {
  return take(
    api.POST('/api/v1/imports', {
      body: { file: file.name },
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file, file.name);
        return form;
      },
    }),
  );
}

export function preview(id: number, body: Mapping) {
  return take(api.POST('/api/v1/imports/{id}/preview', { params: { path: { id } }, body }));
}

export function start(id: number, body: Mapping): Promise<Import> {
  return take(api.POST('/api/v1/imports/{id}/start', { params: { path: { id } }, body }));
}

/** One import; asked again every second while it runs. */
export function importQuery(id: number) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? RUNNING_MS : false),
  });
}

export function useImports() {
  return useQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/imports', { signal })),
    refetchInterval: LIST_MS,
  });
}

export function usePortfolios() {
  return useQuery({
    queryKey: ['portfolios'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/portfolios', { signal })),
  });
}
