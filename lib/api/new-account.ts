/** Who someone is that has no account yet. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What one fills in, in order. */
export const ACCOUNT_FIELDS = ['name', 'email', 'password'] as const;
export type AccountField = (typeof ACCOUNT_FIELDS)[number];

/** The shortest and the longest password. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

/** The fields with which no account can be made. The same check serves the form, in place, and the server, which enforces it. */
export function wrongAccountFields({ name, email, password }: NewAccount): readonly AccountField[] {
  const isRight: Readonly<Record<AccountField, boolean>> = {
    name: /\p{L}/u.test(name) && name.trim().length <= 80,
    email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim()) && email.length <= 254,
    password: password.length >= PASSWORD_LENGTH.least && password.length <= PASSWORD_LENGTH.most,
  };
  return ACCOUNT_FIELDS.filter((field) => !isRight[field]);
}
