'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A place of the rail, lit while one is there. */
export function NavLink({ href, label, children }: { readonly href: string; readonly label: string; readonly children: ReactNode }) {
  const isHere = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-label={label}
      title={label}
      aria-current={isHere ? 'page' : undefined}
      className="grid size-9 place-items-center max-lg:size-11 rounded-lg text-ink-3 transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-brand-soft aria-[current]:text-brand-strong"
    >
      {children}
    </Link>
  );
}
