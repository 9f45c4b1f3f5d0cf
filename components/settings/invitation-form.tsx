'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { CallFailed } from '#lib/api/call.ts';
import { invite, PEOPLE_KEY } from '#lib/api/people-route.ts';
import { ROLES, type Role } from '#lib/api/permissions.ts';

/** Makes a link for a role, and shows it this once. */
export function InvitationForm() {
  const [t, roles, problems] = [useTranslations('settings'), useTranslations('role'), useTranslations('problem')];
  const memory = useQueryClient();
  const [role, setRole] = useState<Role>('marketer');
  const make = useMutation({ mutationFn: invite, onSettled: () => memory.invalidateQueries({ queryKey: PEOPLE_KEY }) });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note')).trim();
    make.mutate({ role, ...(note ? { note } : {}) });
    event.currentTarget.reset();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('inviteRole')}
          value={role}
          onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? role)}
          options={ROLES.map((one) => ({ value: one, label: roles(one) }))}
          hint={roles(`${role}-does`)}
        />
        <TextField label={t('inviteNote')} name="note" maxLength={80} autoComplete="off" />
      </div>
      <Button type="submit" look="primary" disabled={make.isPending} className="self-start">
        <Link2 aria-hidden className="size-4" />
        {t('inviteMake')}
      </Button>
      {make.error ? (
        <p role="alert" className="text-bad-text text-sm">
          {make.error instanceof CallFailed && make.error.problem ? make.error.problem.title : problems('offline')}
        </p>
      ) : null}
      <div role="status">{make.data ? <FreshLink path={make.data.path} /> : null}</div>
    </form>
  );
}

/** The link, told once: it is kept nowhere. */
function FreshLink({ path }: { readonly path: string }) {
  const t = useTranslations('settings');
  const [copied, setCopied] = useState<string | null>(null);
  const link = new URL(path, window.location.origin).href;

  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(path);
    } catch {
      // Browsers lend the clipboard to secure pages alone: the link is chosen, and the person copies it.
      const field = document.getElementById('fresh-link');
      if (field instanceof HTMLInputElement) field.select();
    }
  }

  return (
    <div className="flex flex-col gap-2 rounded-lg bg-brand-soft p-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
          <label htmlFor="fresh-link" className="font-medium text-brand-strong text-sm">
            {t('freshLink')}
          </label>
          <input
            id="fresh-link"
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
            className="h-10 w-full truncate rounded-md border border-edge bg-surface px-3 font-mono text-ink text-sm"
          />
        </div>
        <Button onClick={() => void copy()} className="h-10">
          <Copy aria-hidden className="size-4" />
          {t(copied === path ? 'copied' : 'copy')}
        </Button>
      </div>
      <p className="text-brand-strong text-sm">{t('freshLinkOnce')}</p>
    </div>
  );
}
