'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CallFailed } from '#lib/api/call.ts';
import { SignedOut } from './signed-out.tsx';

/**
 * What the screens remember of the server. A refusal is not asked again; a lost answer is, twice. A call that is answered
 * 401, of whichever screen, says so over the screen, which stays as it is; the next one that succeeds takes it away.
 */
export function QueryProvider({
  words,
  children,
}: {
  readonly words: { readonly text: string; readonly signIn: string };
  readonly children: ReactNode;
}) {
  const [isSignedOut, setSignedOut] = useState(false);
  const [client] = useState(() => {
    const listen = {
      onError: (error: Error) => {
        if (statusOf(error) === 401) setSignedOut(true);
      },
      onSuccess: () => setSignedOut(false),
    };
    return new QueryClient({
      queryCache: new QueryCache(listen),
      mutationCache: new MutationCache(listen),
      defaultOptions: {
        queries: {
          staleTime: 5_000,
          retry: (failures, error) => failures < 2 && (statusOf(error) ?? 500) >= 500,
        },
      },
    });
  });
  return (
    <QueryClientProvider client={client}>
      {children}
      {isSignedOut ? <SignedOut {...words} /> : null}
    </QueryClientProvider>
  );
}

/** With which status a call was refused; null where no answer came. */
function statusOf(error: Error): number | null {
  return error instanceof CallFailed && error.problem ? error.problem.status : null;
}
