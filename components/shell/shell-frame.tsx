import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Logo } from '#components/ui/logo.tsx';
import { can, type Role } from '#lib/api/permissions.ts';
import { ModePill } from './mode-pill.tsx';
import { NavLink } from './nav-link.tsx';
import { MENU_ID, PersonMenu, type PersonMenuProps } from './person-menu.tsx';
import { PLACES } from './places.ts';

/** What the frame says about the open workspace. */
export interface FrameWorkspace {
  /** By this the calls of its pages say where they belong (`drawnFor`). */
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly mode: 'test' | 'live';
}

interface ShellFrameProps {
  readonly workspace: FrameWorkspace | null;
  readonly menu: PersonMenuProps;
  /** Stands in the header: a test workspace's clock. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** Header, rail and menu around every screen of a signed-in person. */
export async function ShellFrame({ workspace, menu, tools, children }: ShellFrameProps) {
  const t = await getTranslations('shell');
  return (
    <div data-workspace={workspace?.slug} className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#content"
        className="sr-only rounded-md bg-surface px-3 py-2 shadow-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t('skip')}
      </a>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-surface px-3 py-1.5 lg:px-3">
        <Link href="/" aria-label={t('home')} className="rounded-md">
          <Logo />
        </Link>
        <span className="min-w-0 truncate font-semibold">{workspace?.name}</span>
        {workspace ? (
          <div className="order-last flex w-full items-center justify-between gap-2 lg:order-none lg:w-auto lg:flex-1">
            <ModePill mode={workspace.mode} />
            {tools}
          </div>
        ) : null}
        <span className="ml-auto lg:hidden">
          <Avatar name={menu.name} label={t('menu', { name: menu.name })} />
        </span>
        <PersonMenu {...menu} />
      </header>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <nav
          aria-label={t('nav')}
          className="flex shrink-0 items-center gap-1.5 border-t bg-surface max-lg:order-last max-lg:h-14 max-lg:justify-around max-lg:px-2 lg:w-13 lg:flex-col lg:border-t-0 lg:border-r lg:py-2.5"
        >
          {PLACES.filter(({ permission }) => workspace && can(workspace.role, permission)).map(({ href, name, picture: Picture }) => (
            <NavLink key={href} href={href} label={t(name)}>
              <Picture aria-hidden className="size-4.5" strokeWidth={1.9} />
            </NavLink>
          ))}
          <span className="mt-auto max-lg:hidden">
            <Avatar name={menu.name} label={t('menu', { name: menu.name })} />
          </span>
        </nav>
        <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

/** Opens the person's menu: their initials. */
function Avatar({ name, label }: { readonly name: string; readonly label: string }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return (
    <button
      type="button"
      popoverTarget={MENU_ID}
      aria-label={label}
      title={label}
      className="grid size-9 place-items-center rounded-2xl bg-brand-soft font-semibold text-brand-strong text-xs transition-colors hover:bg-brand hover:text-brand-ink"
    >
      {initials}
    </button>
  );
}
