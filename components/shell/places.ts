import { ChartNoAxesCombined, FileUp, Inbox, LayoutTemplate, type LucideIcon, Settings, Users, Waypoints } from 'lucide-react';
import type { Permission } from '#lib/api/permissions.ts';

/** A place of the rail; `name` is its label's key under `shell` in the catalogues. */
interface Place {
  readonly href: string;
  readonly name: 'journeys' | 'inbox' | 'debtors' | 'insights' | 'templates' | 'importing' | 'settings';
  readonly permission: Permission;
  readonly picture: LucideIcon;
}

/** Where one can go, in the rail's order. A role sees what it may open; the first of them is its front door. */
export const PLACES: readonly Place[] = [
  { href: '/journeys', name: 'journeys', permission: 'journey.read', picture: Waypoints },
  { href: '/inbox', name: 'inbox', permission: 'inbox.read', picture: Inbox },
  { href: '/debtors', name: 'debtors', permission: 'portfolio.read', picture: Users },
  { href: '/insights', name: 'insights', permission: 'insights.read', picture: ChartNoAxesCombined },
  { href: '/templates', name: 'templates', permission: 'journey.read', picture: LayoutTemplate },
  { href: '/import', name: 'importing', permission: 'portfolio.import', picture: FileUp },
  { href: '/settings', name: 'settings', permission: 'workspace.admin', picture: Settings },
];
