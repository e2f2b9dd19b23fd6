import { type Icon, IconFileImport, IconInbox, IconMail, IconRoute, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client';
import { useMay } from '../session/store';

/** One entry of the navigation. */
export interface RoomEntry {
  readonly path: string;
  readonly name: 'journeys' | 'debtors' | 'messages' | 'mailbox' | 'import';
  readonly icon: Icon;
}

const JOURNEYS: RoomEntry = { path: '/journeys', name: 'journeys', icon: IconRoute };
const DEBTORS: RoomEntry = { path: '/debtors', name: 'debtors', icon: IconUsers };
const MESSAGES: RoomEntry = { path: '/messages', name: 'messages', icon: IconMail };
const MAILBOX: RoomEntry = { path: '/mailbox', name: 'mailbox', icon: IconInbox };
const IMPORT: RoomEntry = { path: '/import', name: 'import', icon: IconFileImport };

/** Whether this installation keeps its own mailbox, as the demo does; the server answers 404 where it does not. */
function useHasMailbox(): boolean {
  const { isSuccess } = useQuery({
    queryKey: ['mailbox', 'there'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/mailbox', { params: { query: { size: 1 } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return isSuccess;
}

/** The rooms that this installation has and this person may enter. */
export function useRooms(): readonly RoomEntry[] {
  const mailbox = useHasMailbox();
  const imports = useMay('imports:read');
  return [JOURNEYS, DEBTORS, MESSAGES, ...(mailbox ? [MAILBOX] : []), ...(imports ? [IMPORT] : [])];
}
