import { describe, expect, it } from 'vitest';
import { can, PERMISSIONS, ROLES } from './permissions.ts';

describe('permissions', () => {
  it('lets everyone but the executive read the letters', () => {
    expect(ROLES.filter((role) => can(role, 'inbox.read'))).toEqual(['admin', 'manager', 'marketer', 'agent']);
  });

  it('keeps publishing and the clock from those who only write', () => {
    for (const permission of ['journey.publish', 'clock.write', 'portfolio.import'] as const) {
      expect(ROLES.filter((role) => can(role, permission))).toEqual(['admin', 'manager']);
    }
  });

  it('gives the administration of a workspace to its admins alone', () => {
    expect(ROLES.filter((role) => can(role, 'workspace.admin'))).toEqual(['admin']);
  });

  it('leaves no permission without a role that carries it', () => {
    expect(PERMISSIONS.filter((permission) => !ROLES.some((role) => can(role, permission)))).toEqual([]);
  });
});
