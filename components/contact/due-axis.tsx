import { dayLabel, type Heat } from '#components/ui/day-chip.tsx';

/** The bands of the axis: how much of its width each takes, and the days it spans. Its ends hold everything beyond them. */
const BANDS: readonly {
  readonly heat: Heat;
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly label: string;
}[] = [
  { heat: 'pre', from: -15, to: -1, share: 22, label: 'D−15' },
  { heat: 'due', from: 0, to: 0, share: 9, label: 'D0' },
  { heat: '1-30', from: 1, to: 30, share: 24, label: 'D+1' },
  { heat: '31-60', from: 31, to: 60, share: 15, label: 'D+31' },
  { heat: '61-90', from: 61, to: 90, share: 15, label: 'D+61' },
  { heat: '90+', from: 91, to: 150, share: 15, label: 'D+91' },
];

/** One thing on the axis: its day towards the due date, and what its flag says beside the day. */
export interface AxisMark {
  readonly key: string;
  readonly day: number;
  readonly heat: Heat;
  readonly flag?: string;
}

/** Days towards the due date, on the scale of heat that the whole product shares. The first mark bears the flag. `label` says it in words. */
export function DueAxis({ label, marks }: { readonly label: string; readonly marks: readonly AxisMark[] }) {
  const [first] = marks;
  if (!first) return null;
  const lit = new Set(marks.map(({ heat }) => heat));
  return (
    <div role="img" aria-label={label} data-heat={first.heat} className="pt-8">
      <div className="relative">
        {/* Moved back by as much of its own width as it is moved along the axis, the flag stays on the paper at both ends. */}
        <span
          className="absolute bottom-full mb-1 whitespace-nowrap rounded-sm bg-heat/14 px-2 py-0.5 font-semibold text-heat-text text-sm"
          style={{ left: `${placeOf(first.day)}%`, transform: `translateX(-${placeOf(first.day)}%)` }}
        >
          {dayLabel(first.day)}
          {first.flag ? ` · ${first.flag}` : null}
        </span>
        <div className="flex h-2.5 gap-0.5 overflow-hidden rounded-sm">
          {BANDS.map(({ heat, share }) => (
            <span key={heat} data-heat={heat} className={lit.has(heat) ? 'bg-heat/45' : 'bg-heat/18'} style={{ width: `${share}%` }} />
          ))}
        </div>
        {marks.map(({ key, day, heat }) => (
          <span
            key={key}
            data-heat={heat}
            className="-translate-x-1/2 -top-1 absolute h-4.5 w-1 rounded-sm bg-heat outline-2 outline-paper"
            style={{ left: `${placeOf(day)}%` }}
          />
        ))}
      </div>
      <div className="mt-1.5 flex gap-0.5 text-2xs text-ink-3">
        {BANDS.map(({ heat, share, label: name }) => (
          <span key={heat} style={{ width: `${share}%` }}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A day's place on the axis, in per cent of its width; days beyond its ends stand at the ends. */
function placeOf(day: number): number {
  let start = 0;
  for (const { from, to, share } of BANDS) {
    if (day <= to) return start + share * Math.min(1, Math.max(0, (day - from + 0.5) / (to - from + 1)));
    start += share;
  }
  return 99;
}
