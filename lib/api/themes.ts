/** How the screens look: as the system says, or as the person chose. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that holds a choice; without it the system's look is taken. */
export const THEME_COOKIE = 'cadenza.theme';

/** The look that a cookie names, else the system's. */
export function readTheme(name: string | undefined): Theme {
  return THEMES.find((theme) => theme === name) ?? 'system';
}
