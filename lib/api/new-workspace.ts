import { isLocalDate, isZone } from '#lib/base/civil.ts';
import { COUNTRIES } from '#lib/base/country.ts';
import { isCurrency } from '#lib/base/money.ts';

/** What `POST /workspaces` takes. */
export interface NewWorkspaceInput {
  readonly name: string;
  /** ISO 3166-1, of `COUNTRIES`. */
  readonly country: string;
  /** IANA. */
  readonly timezone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The civil date at whose start, in that zone, the clock begins. */
  readonly startsOn: string;
  /** Under the country's contact policy, where there is a preset of it (so it is where nobody says), or under none. */
  readonly policy?: 'country' | 'none' | undefined;
  /** Of the form: sent twice, it makes one workspace. */
  readonly creationKey: string;
}

/** What one fills in. */
export const WORKSPACE_FIELDS = ['name', 'country', 'timezone', 'currency', 'startsOn'] as const;
export type WorkspaceField = (typeof WORKSPACE_FIELDS)[number];

/** The first and the last date on which a test clock may begin. */
export const CLOCK_SPAN = { first: '1990-01-01', last: '2099-12-31' } as const;

export const MAX_WORKSPACE_NAME = 60;

/** What a workspace is, from when it is made. */
type WorkspaceFacts = Pick<NewWorkspaceInput, 'name' | 'country' | 'timezone' | 'currency'>;

/** Which of a workspace's facts make no sense. */
export function wrongFacts({ name, country, timezone, currency }: WorkspaceFacts): readonly (keyof WorkspaceFacts)[] {
  const length = name.trim().length;
  const wrong: (keyof WorkspaceFacts)[] = [];
  if (!/[\p{L}\p{N}]/u.test(name) || length < 2 || length > MAX_WORKSPACE_NAME) wrong.push('name');
  if (!COUNTRIES.some(({ code }) => code === country)) wrong.push('country');
  if (!isZone(timezone)) wrong.push('timezone');
  if (!isCurrency(currency)) wrong.push('currency');
  return wrong;
}

/** The fields with which no workspace can be made. The same check serves the form, in place, and the server, which enforces it. */
export function wrongFields(input: NewWorkspaceInput): readonly WorkspaceField[] {
  const { startsOn } = input;
  const isOnClock = isLocalDate(startsOn) && startsOn >= CLOCK_SPAN.first && startsOn <= CLOCK_SPAN.last;
  return isOnClock ? wrongFacts(input) : [...wrongFacts(input), 'startsOn'];
}
