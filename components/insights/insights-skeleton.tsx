import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';

const TILES = ['a', 'b', 'c', 'd', 'e'];

/** The shape of the figures while they are worked out. */
export function InsightsSkeleton() {
  const t = useTranslations('insights');
  return (
    <div aria-busy className="mx-auto flex max-w-screen-2xl flex-col gap-4 px-4 py-4 lg:px-6 lg:py-5">
      <p className="sr-only" role="status">
        {t('loading')}
      </p>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-8 w-full max-w-2xl" />
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
        {TILES.map((tile) => (
          <div key={tile} className="flex h-34 flex-col gap-3 rounded-xl border bg-surface p-4">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-8 w-3/5" />
            <Skeleton className="h-3.5 w-4/5" />
          </div>
        ))}
      </div>
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-5">
        <CardSkeleton className="xl:col-span-3" isTall />
        <CardSkeleton className="xl:col-span-2" isTall />
      </div>
    </div>
  );
}

/** A chart that is on its way, as high as it will be. */
export function CardSkeleton({ className, isTall = false }: { readonly className: string; readonly isTall?: boolean }) {
  return (
    <div
      aria-hidden
      className={classes(
        'flex flex-col gap-3 rounded-xl border bg-surface p-4 shadow-1',
        isTall ? 'min-h-135 sm:min-h-107' : 'min-h-90',
        className,
      )}
    >
      <Skeleton className="h-5 w-1/3" />
      <Skeleton className="h-3.5 w-2/3" />
      <Skeleton className="mt-3 w-full flex-1" />
    </div>
  );
}
