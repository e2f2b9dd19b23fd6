import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { Session } from '../api/types';
import { theme } from '../theme/theme';

interface Place {
  /** The route, such as `/import/:id`. */
  readonly path: string;
  readonly address: string;
  /** What stands after the question mark. */
  readonly search?: string;
  readonly state?: unknown;
}

/** Draws something as the studio would, at an address; nothing moves and no failure is tried again. */
export function draw(children: ReactNode, place: Place = { path: '*', address: '/' }): RenderResult {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path: place.path, element: children }], {
    initialEntries: [{ pathname: place.address, search: place.search ?? '', state: place.state }],
  });
  return render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

/** A session of Ana's, who may do everything that a strategist may. */
export const ANA: Session = {
  user: { id: 1, email: 'ana@cauce.example', name: 'Ana Ríos', role: 'strategist', language: 'en' },
  permissions: [
    'journeys:read',
    'journeys:edit',
    'journeys:publish',
    'journeys:run',
    'debtors:read',
    'messages:read',
    'imports:read',
    'imports:run',
    'operations:read',
    'operations:run',
  ],
  csrf_token: 'token-1',
};
