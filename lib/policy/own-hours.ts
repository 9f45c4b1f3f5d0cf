import { z } from 'zod';
import type { OwnHours } from './asked.ts';
import { weekWindows } from './preset.ts';
import { WEEKDAYS, type WeekWindows } from './rule.ts';

const partial = z.partialRecord(z.enum(WEEKDAYS), weekWindows.valueType);
const stated = z.union([
  z.boolean(),
  z.object({ windows: partial, closedOnHolidays: z.boolean().default(false) }),
  partial.transform((windows) => ({ windows, closedOnHolidays: false })),
]);

/**
 * Reads `debtor.hoursOverride`: `true` (any hour), windows by weekday, or `{windows, closedOnHolidays}`; the same as JSON text.
 * A day that is not named is closed. Null where nothing is stated, or nothing that can be read: then the law's hours stay.
 */
export function readOwnHours(value: unknown): OwnHours | null {
  const read = stated.safeParse(typeof value === 'string' ? fromJson(value) : value);
  if (!read.success || read.data === false) return null;
  if (read.data === true) return { windows: null, closedOnHolidays: false };
  const { windows, closedOnHolidays } = read.data;
  const week: WeekWindows = {
    mon: windows.mon ?? [],
    tue: windows.tue ?? [],
    wed: windows.wed ?? [],
    thu: windows.thu ?? [],
    fri: windows.fri ?? [],
    sat: windows.sat ?? [],
    sun: windows.sun ?? [],
  };
  return { windows: week, closedOnHolidays };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
