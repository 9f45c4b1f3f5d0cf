'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { JourneyContext } from '#lib/api/journeys.ts';
import type { Autosave } from './autosave.ts';
import type { Studio, StudioStore } from './studio-store.ts';

/** Where the journey is drawn. */
export interface StudioPlace {
  readonly journey: string;
  /** Amounts in conditions are typed and shown in it. */
  readonly currency: string;
  /** Null until it has arrived, or where it could not be fetched. */
  readonly context: JourneyContext | null;
  readonly autosave: Autosave;
}

const StoreContext = createContext<StudioStore | null>(null);
const PlaceContext = createContext<StudioPlace | null>(null);

interface StudioProviderProps {
  readonly store: StudioStore;
  readonly place: StudioPlace;
  readonly children: ReactNode;
}

/** Gives the parts of the studio the journey under edit, and where it stands. */
export function StudioProvider({ store, place, children }: StudioProviderProps) {
  return (
    <StoreContext value={store}>
      <PlaceContext value={place}>{children}</PlaceContext>
    </StoreContext>
  );
}

/** The store itself, for handlers that read at the moment they run. */
export function useStudioStore(): StudioStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error('outside of the studio');
  return store;
}

/** What the selector picks of the journey under edit; it must give the same value for the same state. */
export function useStudio<Picked>(select: (studio: Studio) => Picked): Picked {
  return useStore(useStudioStore(), select);
}

/** Where the journey is drawn. */
export function useStudioPlace(): StudioPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('outside of the studio');
  return place;
}
