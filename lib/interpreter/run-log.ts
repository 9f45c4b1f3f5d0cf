import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { compareText } from './contact-book.ts';

/** What a run of journeys left behind, by external ids: the form of the conformance cases. Instants RFC 3339 in UTC. */
export interface RunLog {
  readonly contacts: readonly {
    readonly at: string;
    readonly node: string;
    readonly channel: string;
    readonly debtor: string;
    readonly accounts: readonly string[];
    readonly status: string;
  }[];
  readonly notSent: readonly { readonly at: string; readonly node: string; readonly account: string; readonly reason: string }[];
  readonly enrollments: readonly RunRow[];
}

/** One run: where it stands, or how it ended. */
export type RunRow =
  | { readonly account: string; readonly status: 'live'; readonly node: string }
  | { readonly account: string; readonly status: 'ended'; readonly outcome: string };

/** The same with instants as numbers, in any order. */
export interface UnsortedLog {
  readonly contacts: readonly { at: Instant; node: string; channel: string; debtor: string; accounts: readonly string[]; status: string }[];
  readonly notSent: readonly { at: Instant; node: string; account: string; reason: string }[];
  readonly enrollments: readonly { account: string; enteredAt: Instant; status: 'live' | 'ended'; node: string; outcome: string | null }[];
}

/** Sorts contacts and withheld steps by time, node, account; runs by account, then entry, and those of several journeys that began at one instant by how they stand. */
export function runLog({ contacts, notSent, enrollments }: UnsortedLog): RunLog {
  const first = (accounts: readonly string[]) => accounts[0] ?? '';
  return {
    contacts: contacts
      .toSorted(
        (a, b) =>
          a.at - b.at ||
          compareText(a.node, b.node) ||
          compareText(first(a.accounts), first(b.accounts)) ||
          compareText(a.channel, b.channel),
      )
      .map((contact) => ({ ...contact, at: formatInstant(contact.at) })),
    notSent: notSent
      .toSorted((a, b) => a.at - b.at || compareText(a.node, b.node) || compareText(a.account, b.account))
      .map((step) => ({ ...step, at: formatInstant(step.at) })),
    enrollments: enrollments
      .toSorted((a, b) => compareText(a.account, b.account) || a.enteredAt - b.enteredAt || compareText(standing(a), standing(b)))
      .map(rowOf),
  };
}

function standing({ status, node, outcome }: UnsortedLog['enrollments'][number]): string {
  return status === 'live' ? `live ${node}` : `ended ${outcome ?? 'end'}`;
}

function rowOf({ account, status, node, outcome }: UnsortedLog['enrollments'][number]): RunRow {
  return status === 'live' ? { account, status, node } : { account, status, outcome: outcome ?? 'end' };
}
