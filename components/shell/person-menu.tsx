import { Building2, LogOut, Plus, UserRound } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Language } from '#lib/api/languages.ts';
import type { Role } from '#lib/api/permissions.ts';
import type { Theme } from '#lib/api/themes.ts';
import { MenuLink } from './menu-link.tsx';
import { Preferences, type PreferencesProps } from './preferences.tsx';

/** Ties the buttons that open the menu to it; the browser does the rest. */
export const MENU_ID = 'person-menu';

export interface PersonMenuProps extends PreferencesProps {
  readonly name: string;
  readonly email: string;
  readonly role: Role | null;
  readonly language: Language;
  readonly theme: Theme;
  /** Where more than one can be opened. */
  readonly workspaces: readonly { readonly slug: string; readonly name: string; readonly isOpen: boolean }[];
  readonly switchWorkspace: (form: FormData) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

const item = 'flex w-full items-center gap-2.5 rounded-md px-2.5 py-2 text-left text-base transition-colors hover:bg-sunken';

/** Who is signed in, how they like the screens, and the way out. Works before and without script. */
export async function PersonMenu(props: PersonMenuProps) {
  const { name, email, role, workspaces, switchWorkspace, signOut } = props;
  const [t, roles] = await Promise.all([getTranslations('shell'), getTranslations('role')]);
  return (
    <div id={MENU_ID} popover="auto" className="menu-place w-72 rounded-xl border bg-raised p-2 text-ink shadow-3">
      <div className="px-2.5 pt-1.5 pb-2.5">
        <p className="truncate font-semibold">{name}</p>
        <p className="truncate text-ink-2 text-sm">{email}</p>
        {role ? <p className="text-ink-3 text-sm">{roles(role)}</p> : null}
      </div>
      <hr />
      <div className="py-1.5">
        <MenuLink href="/profile" menuId={MENU_ID} className={item}>
          <UserRound aria-hidden className="size-4 text-ink-3" />
          {t('profile')}
        </MenuLink>
        <MenuLink href="/workspaces/new" menuId={MENU_ID} className={item}>
          <Plus aria-hidden className="size-4 text-ink-3" />
          {t('newWorkspace')}
        </MenuLink>
        {workspaces.length > 1 ? <Workspaces workspaces={workspaces} label={t('workspaces')} switchWorkspace={switchWorkspace} /> : null}
      </div>
      <hr />
      <Preferences {...props} className="px-2.5 py-2.5" />
      <hr />
      <form action={signOut} className="pt-1.5">
        <button type="submit" className={item}>
          <LogOut aria-hidden className="size-4 text-ink-3" />
          {t('signOut')}
        </button>
      </form>
    </div>
  );
}

function Workspaces({
  workspaces,
  label,
  switchWorkspace,
}: Pick<PersonMenuProps, 'workspaces' | 'switchWorkspace'> & { readonly label: string }) {
  return (
    <form action={switchWorkspace}>
      <p className="label-caps px-2.5 pt-2 pb-1">{label}</p>
      {workspaces.map(({ slug, name, isOpen }) => (
        <button
          key={slug}
          type="submit"
          name="workspace"
          value={slug}
          aria-current={isOpen ? 'true' : undefined}
          className={`${item} aria-[current]:font-semibold`}
        >
          <Building2 aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="truncate">{name}</span>
        </button>
      ))}
    </form>
  );
}
