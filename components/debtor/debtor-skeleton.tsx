import { Skeleton } from '#components/ui/skeleton.tsx';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The list while it is on its way. */
export function ListSkeleton() {
  return (
    <div className="overflow-hidden rounded-xl border bg-surface shadow-1">
      {LINES.map((line) => (
        <div key={line} className="flex items-center gap-4 border-b px-5 py-4 last:border-b-0">
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-5 w-12" />
        </div>
      ))}
    </div>
  );
}

/** The page of the list while it is on its way. */
export function DebtorsSkeleton() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-5 lg:px-8 lg:py-7">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-8 w-full" />
      <ListSkeleton />
    </div>
  );
}

/** One debtor's page while it is on its way. */
export function DebtorSkeleton() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-5 lg:px-8 lg:py-7">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-40 w-full rounded-xl" />
      <ListSkeleton />
    </div>
  );
}
