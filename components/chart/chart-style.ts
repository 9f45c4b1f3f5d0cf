import type { Tokens } from './tokens.ts';

/** Text that stands in a tooltip, which ECharts takes as HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The looks of a tooltip. */
export function tooltipStyle(tokens: Tokens) {
  return {
    backgroundColor: tokens.raised,
    borderColor: tokens.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: tokens.ink, fontSize: 12, fontFamily: tokens.font },
    confine: true,
  };
}

/** The looks of an axis of words, and of one of numbers. */
export function axisStyle(tokens: Tokens) {
  const label = { color: tokens.ink3, fontSize: 11, fontFamily: tokens.font };
  return {
    words: { axisLabel: { ...label, hideOverlap: true }, axisLine: { lineStyle: { color: tokens.line } }, axisTick: { show: false } },
    numbers: {
      axisLabel: label,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: tokens.line } },
      splitNumber: 4,
    },
  };
}

/** One line of a tooltip: a dot of its colour, what it is, and how much. */
export function tooltipLine(colour: string | null, name: string, value: string): string {
  const dot = colour
    ? `<span style="display:inline-block;width:8px;height:8px;border-radius:4px;margin-right:6px;background:${colour}"></span>`
    : '';
  return `<div style="display:flex;justify-content:space-between;gap:20px;line-height:1.6"><span>${dot}${escapeHtml(name)}</span><b style="font-variant-numeric:tabular-nums;font-weight:600">${escapeHtml(value)}</b></div>`;
}
