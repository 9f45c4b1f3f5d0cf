import {
  ChartNoAxesCombined,
  FileUp,
  Headset,
  Inbox,
  LayoutTemplate,
  type LucideIcon,
  Scale,
  Settings,
  Users,
  Waypoints,
} from 'lucide-react';
import type { Permission } from '#lib/api/permissions.ts';

/** A place of the rail; `name` is its label's key under `shell` in the catalogues. */
interface Place {
  readonly href: string;
  readonly name: 'journeys' | 'inbox' | 'debtors' | 'insights' | 'templates' | 'importing' | 'policy' | 'desk' | 'settings';
  readonly permission: Permission;
  readonly picture: LucideIcon;
}

/** Where one can go, in the rail's order. A role sees what it may open; the first of them is its front door. */
export const PLACES: readonly Place[] = [
  { href: '/journeys', name: 'journeys', permission: 'journey.read', picture: Waypoints },
  { href: '/inbox', name: 'inbox', permission: 'inbox.read', picture: Inbox },
  { href: '/debtors', name: 'debtors', permission: 'portfolio.read', picture: Users },
  { href: '/desk', name: 'desk', permission: 'tasks.work', picture: Headset },
  { href: '/insights', name: 'insights', permission: 'insights.read', picture: ChartNoAxesCombined },
  { href: '/templates', name: 'templates', permission: 'journey.read', picture: LayoutTemplate },
  { href: '/import', name: 'importing', permission: 'portfolio.import', picture: FileUp },
  { href: '/policy', name: 'policy', permission: 'policy.read', picture: Scale },
  { href: '/settings', name: 'settings', permission: 'workspace.admin', picture: Settings },
];
