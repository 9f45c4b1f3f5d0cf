/** Ties the buttons that open the clock's panel to it; the browser does the rest. */
export const CLOCK_PANEL = 'clock-panel';
