import 'server-only';
import { Refused } from './api-call.ts';

/** The number of a version as an address has it, counted from 1. Throws Refused for what is no such number. */
export function readVersionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refused(404, 'not-found');
  return Number(text);
}
