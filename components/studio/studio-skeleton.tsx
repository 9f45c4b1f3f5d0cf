import { Skeleton } from '#components/ui/skeleton.tsx';

/** The shape of the studio while the journey is on its way. */
export function StudioSkeleton() {
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-12 items-center gap-3 border-b bg-surface px-3">
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-6 w-28 rounded-2xl" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex w-50 flex-col gap-3 border-r bg-surface p-3 max-md:hidden">
          {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((line) => (
            <Skeleton key={line} className="h-7 w-full rounded-md" />
          ))}
        </div>
        <div className="flex flex-1 flex-wrap content-start gap-10 p-12">
          {['a', 'b', 'c', 'd', 'e'].map((card) => (
            <Skeleton key={card} className="h-20 w-52 rounded-lg" />
          ))}
        </div>
        <div className="flex w-80 flex-col gap-4 border-l bg-surface p-4 max-lg:hidden">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-9 w-full rounded-md" />
          <Skeleton className="h-9 w-full rounded-md" />
        </div>
      </div>
    </div>
  );
}
