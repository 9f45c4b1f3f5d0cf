'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Predicate } from '#lib/facts/predicate.ts';

export interface ConditionFieldProps {
  readonly label: string;
  /** What a condition without rules means. */
  readonly empty: string;
  readonly value: Predicate;
  readonly onChange: (value: Predicate, field: string | null) => void;
}

/** A condition on the facts. The builder is fetched when the first one is opened: most who look at a canvas open none. */
export const ConditionField = dynamic<ConditionFieldProps>(
  () => import('./condition-builder.tsx').then((module) => module.ConditionBuilder),
  {
    ssr: false,
    loading: () => <Skeleton className="h-16 w-full rounded-md" />,
  },
);
