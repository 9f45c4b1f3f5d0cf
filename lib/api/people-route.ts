import { call } from './call.ts';
import type { InvitationMade, Invite, People } from './people.ts';
import type { Role } from './permissions.ts';

/** Under what the people of the open workspace are remembered. */
export const PEOPLE_KEY = ['people'] as const;

/** Everyone with a role, and the open links. Throws CallFailed, as all of these do. */
export function readPeople(signal?: AbortSignal): Promise<People> {
  return call('/api/v1/people', signal ? { signal } : {});
}

/** Gives a person another role. */
export function changeRole(id: string, role: Role): Promise<People> {
  return call(`/api/v1/people/${encodeURIComponent(id)}`, json('PATCH', { role }));
}

/** Takes a person's role away. */
export function removePerson(id: string): Promise<People> {
  return call(`/api/v1/people/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Makes a link by which one person joins. */
export function invite(input: Invite): Promise<InvitationMade> {
  return call('/api/v1/invitations', json('POST', input));
}

/** Makes a link worthless. */
export function revokeInvitation(id: string): Promise<People> {
  return call(`/api/v1/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function json(method: 'POST' | 'PATCH', body: object): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
