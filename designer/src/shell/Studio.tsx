import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { NoticeShelf } from '../parts/notices';
import { SessionGate } from '../session/SessionGate';
import { schemeManager } from '../theme/scheme';
import { theme, variables } from '../theme/theme';
import { makeQueries } from './queries';
import { makeRouter } from './routes';

/** The whole studio: look, texts, data, and the rooms behind the sign-in. */
export function Studio() {
  const [queries] = useState(makeQueries);
  const [router] = useState(makeRouter);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
        <NoticeShelf />
      </QueryClientProvider>
    </MantineProvider>
  );
}
