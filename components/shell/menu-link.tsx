'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link in the menu: it closes the menu, which the browser would leave open over the next page. */
export function MenuLink({
  href,
  menuId,
  className,
  children,
}: {
  readonly href: string;
  readonly menuId: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    <Link href={href} className={className} onClick={() => document.getElementById(menuId)?.hidePopover()}>
      {children}
    </Link>
  );
}
