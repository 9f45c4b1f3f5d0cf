/** What a person is in a workspace. */
export const ROLES = ['admin', 'manager', 'marketer', 'executive', 'agent'] as const;
export type Role = (typeof ROLES)[number];

/** Everything that a page or a call may ask for; each asks for exactly one. */
export const PERMISSIONS = [
  'inbox.read',
  'journey.read',
  'journey.edit',
  'journey.publish',
  'portfolio.read',
  'portfolio.import',
  'insights.read',
  'tasks.work',
  'policy.read',
  'policy.write',
  'clock.read',
  'clock.write',
  'sandbox.answer',
  'workspace.admin',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/*
 * The inbox holds people's names, addresses and words. Whoever runs, writes or works the contacts reads it; an executive
 * reads figures and not letters (docs/decisions/0010).
 */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  manager: PERMISSIONS.filter((permission) => permission !== 'workspace.admin'),
  marketer: [
    'inbox.read',
    'portfolio.read',
    'sandbox.answer',
    'clock.read',
    'journey.read',
    'journey.edit',
    'insights.read',
    'policy.read',
  ],
  executive: ['clock.read', 'journey.read', 'insights.read', 'policy.read'],
  agent: ['inbox.read', 'portfolio.read', 'clock.read', 'tasks.work', 'policy.read'],
};

/** True where the role carries the permission. The same table serves the server, which enforces it, and the screens, which hide what would be refused. */
export function can(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}
