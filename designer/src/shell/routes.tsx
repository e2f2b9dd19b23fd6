import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Waiting } from '../parts/Waiting';
import { Frame } from './Frame';
import { Lost, RoomCrashed } from './Lost';

/** Every room is a chunk of its own, fetched when somebody first goes there. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Frame />,
    HydrateFallback: Waiting,
    children: [
      { index: true, element: <Navigate to="/journeys" replace /> },
      {
        errorElement: <RoomCrashed />,
        children: [
          {
            path: 'journeys/*',
            lazy: async () => {
              const { JourneysRoom, bringRoomTexts } = await import('../journeys/JourneysRoom');
              await bringRoomTexts();
              return { Component: JourneysRoom };
            },
          },
          {
            path: 'debtors',
            lazy: async () => ({ Component: (await import('../rooms/debtors/DebtorsRoom')).DebtorsRoom }),
          },
          {
            path: 'debtors/:id',
            lazy: async () => ({ Component: (await import('../rooms/debtors/DebtorRoom')).DebtorRoom }),
          },
          {
            path: 'tasks',
            lazy: async () => ({ Component: (await import('../rooms/tasks/TasksRoom')).TasksRoom }),
          },
          {
            path: 'messages',
            lazy: async () => ({ Component: (await import('../rooms/messages/MessagesRoom')).MessagesRoom }),
          },
          {
            path: 'mailbox',
            lazy: async () => ({ Component: (await import('../rooms/mailbox/MailboxRoom')).MailboxRoom }),
          },
          {
            path: 'import',
            lazy: async () => ({ Component: (await import('../rooms/imports/ImportsRoom')).ImportsRoom }),
          },
          {
            path: 'import/:id',
            lazy: async () => ({ Component: (await import('../rooms/imports/ImportRoom')).ImportRoom }),
          },
          {
            path: 'operations',
            lazy: async () => ({ Component: (await import('../rooms/operations/OperationsRoom')).OperationsRoom }),
          },
          {
            path: 'templates/*',
            lazy: async () => {
              const { TemplatesRoom, bringRoomTexts } = await import('../templates/TemplatesRoom');
              await bringRoomTexts();
              return { Component: TemplatesRoom };
            },
          },
          {
            path: 'assets',
            lazy: async () => ({ Component: (await import('../templates/assets/AssetsRoom')).AssetsRoom }),
          },
          {
            path: 'brand',
            lazy: async () => ({ Component: (await import('../templates/brand/BrandRoom')).BrandRoom }),
          },
          { path: '*', element: <Lost /> },
        ],
      },
    ],
  },
];

export function makeRouter() {
  return createBrowserRouter(routes);
}
