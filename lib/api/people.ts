import { z } from 'zod';
import { ROLES } from './permissions.ts';

/** What `PATCH /people/{id}` takes. */
export const changeRoleSchema = z.strictObject({ role: z.enum(ROLES) });

/** What `POST /invitations` takes. `note` says for whom the link is meant, to those who invite. */
export const inviteSchema = z.strictObject({ role: z.enum(ROLES), note: z.string().trim().max(80).optional() });
export type Invite = z.infer<typeof inviteSchema>;

/** A person with a role in the workspace. */
const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  joinedAt: z.iso.datetime(),
});
export type Member = z.infer<typeof memberSchema>;

/** A link that nobody has used or revoked. The link itself is told once, when it is made. */
const invitationSchema = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  note: z.string().nullable(),
  by: z.string().nullable(),
  /** The civil dates, by the workspace's zone. */
  madeOn: z.iso.date(),
  expiresOn: z.iso.date(),
  isExpired: z.boolean(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** What `GET /people` answers. */
export const peopleSchema = z.object({ members: z.array(memberSchema), invitations: z.array(invitationSchema) });
export type People = z.infer<typeof peopleSchema>;

/** What `POST /invitations` answers; `path` leads to the page where one joins, and is told this once. */
export interface InvitationMade {
  readonly id: string;
  readonly path: string;
}

/** What `POST /join` takes: the link's token, and who one is where one has no account yet. */
export const joinSchema = z.strictObject({
  token: z.string().min(1).max(200),
  account: z.strictObject({ name: z.string().max(200), email: z.string().max(254), password: z.string().max(128) }).optional(),
});
export type Join = z.infer<typeof joinSchema>;
