import {
  type Icon,
  IconActivity,
  IconChecklist,
  IconFileImport,
  IconInbox,
  IconLayoutBoard,
  IconMail,
  IconRoute,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client';
import { ApiProblem } from '../api/problem';
import { useMay } from '../session/store';
import { clockQuery } from './clock';

/** One entry of the navigation. */
export interface RoomEntry {
  readonly path: string;
  /** Other addresses that are parts of the same room. */
  readonly also?: readonly string[];
  readonly name: 'journeys' | 'content' | 'debtors' | 'tasks' | 'messages' | 'mailbox' | 'import' | 'operations';
  readonly icon: Icon;
}

const JOURNEYS: RoomEntry = { path: '/journeys', name: 'journeys', icon: IconRoute };
const CONTENT: RoomEntry = { path: '/templates', also: ['/assets', '/brand'], name: 'content', icon: IconLayoutBoard };
const DEBTORS: RoomEntry = { path: '/debtors', name: 'debtors', icon: IconUsers };
const TASKS: RoomEntry = { path: '/tasks', name: 'tasks', icon: IconChecklist };
const MESSAGES: RoomEntry = { path: '/messages', name: 'messages', icon: IconMail };
const MAILBOX: RoomEntry = { path: '/mailbox', name: 'mailbox', icon: IconInbox };
const IMPORT: RoomEntry = { path: '/import', name: 'import', icon: IconFileImport };
const OPERATIONS: RoomEntry = { path: '/operations', name: 'operations', icon: IconActivity };

/**
 * Whether this installation keeps its own mailbox, as a demo does. Reading the mailbox takes a while, so a demo is
 * believed to have one until the server says that there is none.
 */
function useHasMailbox(): boolean {
  const { data: clock } = useQuery(clockQuery);
  const { error, isSuccess } = useQuery({
    queryKey: ['mailbox', 'there'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/mailbox', { params: { query: { size: 1 } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: clock?.simulated ?? false,
  });
  const none = error instanceof ApiProblem && error.status === 404;
  return isSuccess || (clock?.simulated === true && !none);
}

/** The rooms that this installation has and this person may enter. */
export function useRooms(): readonly RoomEntry[] {
  const mailbox = useHasMailbox();
  const imports = useMay('imports:read');
  const tasks = useMay('tasks:read');
  const operations = useMay('operations:read');
  return [
    JOURNEYS,
    CONTENT,
    DEBTORS,
    ...(tasks ? [TASKS] : []),
    MESSAGES,
    ...(mailbox ? [MAILBOX] : []),
    ...(imports ? [IMPORT] : []),
    ...(operations ? [OPERATIONS] : []),
  ];
}
