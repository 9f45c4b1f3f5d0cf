import { JOURNEYS_URL } from './journeys-route.ts';

/** Where a simulation of a journey is asked for, and what can be asked. */
export function simulateUrl(key: string): string {
  return `${JOURNEYS_URL}/${encodeURIComponent(key)}/simulate`;
}

/** The address of one simulation, or of its end. */
export function simulationUrl(id: string, what?: 'stop'): string {
  return `/api/v1/simulations/${encodeURIComponent(id)}${what ? `/${what}` : ''}`;
}

/** Under which what can be asked of a journey's simulation is remembered. */
export function simulationSettingKey(key: string) {
  return ['simulation-setting', key] as const;
}

/** Under which one simulation is remembered. */
export function simulationKey(id: string) {
  return ['simulation', id] as const;
}
