'use client';

import { useQueryClient } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';

/** The session ended while a screen was open. One signs in on another tab, so that nothing unsaved is lost, and comes back. */
export function SignedOut({ text, signIn }: { readonly text: string; readonly signIn: string }) {
  const memory = useQueryClient();
  useEffect(() => {
    // Back from the other tab, what was refused is asked again.
    const ask = () => void memory.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [memory]);
  const here = encodeURIComponent(window.location.pathname + window.location.search);
  return (
    <div
      role="alert"
      className="fixed inset-x-3 bottom-3 z-40 mx-auto flex max-w-xl flex-wrap items-center gap-3 rounded-xl border border-warn/40 bg-raised px-4 py-3 shadow-3 max-lg:bottom-16"
    >
      <LogIn aria-hidden className="size-5 shrink-0 text-warn-text" />
      <p className="min-w-0 flex-1 basis-56">{text}</p>
      <Button asChild look="primary">
        <a href={`/sign-in?next=${here}`} target="_blank" rel="noopener">
          {signIn}
        </a>
      </Button>
    </div>
  );
}
