import { useTranslations } from 'next-intl';
import { Skeleton } from '#components/ui/skeleton.tsx';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The shape of the inbox while its first page is read. */
export function InboxSkeleton() {
  const t = useTranslations('inbox');
  return (
    <div aria-busy className="flex h-full">
      <p className="sr-only" role="status">
        {t('loading')}
      </p>
      <div className="flex w-full shrink-0 flex-col border-r bg-surface lg:w-105">
        <div className="flex flex-col gap-3 border-b p-3">
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-9 w-full" />
        </div>
        <ListSkeleton />
      </div>
    </div>
  );
}

/** Lines of the list that are on their way. */
export function ListSkeleton() {
  return (
    <div aria-hidden>
      {LINES.map((line) => (
        <div key={line} className="flex gap-3 border-b px-4 py-3.5">
          <Skeleton className="size-8 shrink-0" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A contact that is on its way. */
export function ReaderSkeleton() {
  return (
    <div aria-hidden className="mx-auto flex w-full max-w-2xl flex-col gap-5 px-5 py-6 lg:px-8">
      <Skeleton className="h-7 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-56 w-full" />
    </div>
  );
}
