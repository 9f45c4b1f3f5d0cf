import { Skeleton } from '#components/ui/skeleton.tsx';

const LINES = ['w-52', 'w-64', 'w-44', 'w-56'];

/** The shape of the list while it is on its way. */
export function JourneysSkeleton() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6 sm:px-6 lg:py-8">
      <Skeleton className="h-8 w-40" />
      <div className="flex flex-col rounded-xl border bg-surface">
        {LINES.map((width) => (
          <div key={width} className="flex items-center gap-6 border-b px-5 py-5 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="ml-auto h-4 w-16" />
            <Skeleton className="h-4 w-24 max-md:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
