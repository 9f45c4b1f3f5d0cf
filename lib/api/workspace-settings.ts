import { z } from 'zod';
import { isLocalTime } from '#lib/base/civil.ts';
import { call } from './call.ts';
import { LANGUAGES } from './languages.ts';
import { wrongFacts } from './new-workspace.ts';

const settingsSchema = z.strictObject({
  name: z.string().max(200),
  country: z.string().max(2),
  /** Of messages to debtors who have said none of their own. */
  language: z.enum(LANGUAGES),
  timezone: z.string().max(64),
  currency: z.string().max(3),
  /** HH:MM of its zone: when a day's places of pools are given. */
  openingTime: z.string().max(5),
});

/** What an admin may change of a workspace. */
export type WorkspaceSettings = z.infer<typeof settingsSchema>;

/** What one fills in, in the order of the form. */
export const SETTINGS_FIELDS = ['name', 'country', 'language', 'timezone', 'currency', 'openingTime'] as const;
export type SettingsField = (typeof SETTINGS_FIELDS)[number];

/** By these two the past is read: they stay once there is one (decision 17). */
export const FIXED_FIELDS = ['timezone', 'currency'] as const satisfies readonly SettingsField[];

/** What `PATCH /workspace` takes: the settings as they are to be, and as they stood when the form was filled in. */
export const changeSettingsSchema = z.strictObject({ was: settingsSchema, settings: settingsSchema });
export type ChangeSettings = z.infer<typeof changeSettingsSchema>;

/** What `GET` and `PATCH /workspace` answer. `fixedBy`: why zone and currency stay as they are; null while they may change. */
export interface SettingsAnswer {
  readonly settings: WorkspaceSettings;
  readonly fixedBy: 'portfolio' | 'journeys' | null;
}

/** The fields with which a workspace cannot be left. The same check serves the form, in place, and the server, which enforces it. */
export function wrongSettings(settings: WorkspaceSettings): readonly SettingsField[] {
  const wrong: readonly string[] = [...wrongFacts(settings), ...(isLocalTime(settings.openingTime) ? [] : ['openingTime'])];
  return SETTINGS_FIELDS.filter((field) => wrong.includes(field));
}

/** Fields in which two settings differ. */
export function differing(a: WorkspaceSettings, b: WorkspaceSettings): readonly SettingsField[] {
  return SETTINGS_FIELDS.filter((field) => a[field] !== b[field]);
}

const URL = '/api/v1/workspace';

/** The settings of the open workspace. Throws CallFailed, as `saveSettings` does. */
export function readSettings(): Promise<SettingsAnswer> {
  return call(URL);
}

/** Changes the settings of the open workspace, unless somebody else has done so since `was`. */
export function saveSettings(change: ChangeSettings): Promise<SettingsAnswer> {
  return call(URL, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(change) });
}
