import { useId } from 'react';
import { channelIcon } from '#components/icon/channel-icon.ts';
import { STEP_ICONS } from '#components/icon/step-icon.ts';
import { classes } from '#components/ui/classes.ts';
import { dayLabel } from '#components/ui/day-chip.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from '#lib/journey/bands.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { type JourneyPicture as Picture, type PictureCard, pictureOf } from '#lib/journey/picture.ts';

interface JourneyPictureProps {
  readonly document: JourneyDocument;
  /** What it is a picture of, and what there is to see in it: for whoever hears it. */
  readonly title: string;
  readonly description: string;
  /** Small ones show signs alone; large ones what each step is called. */
  readonly size: 'small' | 'large';
  readonly className?: string;
}

/** The shape of the frame in which small pictures hang: width by height. */
const FRAME = 2;

/** A journey drawn from its graph: stages as bands of heat, steps as cards, the ways between them. No script is sent for it. */
export function JourneyPicture({ document, title, description, size, className }: JourneyPictureProps) {
  const id = useId();
  const picture = pictureOf(document, size === 'small' ? FRAME : null);
  const { left, top, width, height } = picture;
  const Card = size === 'small' ? SignCard : NamedCard;
  return (
    <svg
      role="img"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}d`}
      viewBox={`${left} ${top} ${width} ${height}`}
      width={size === 'large' ? width : undefined}
      height={size === 'large' ? height : undefined}
      preserveAspectRatio="xMidYMid meet"
      className={classes('block', className)}
    >
      <title id={`${id}t`}>{title}</title>
      <desc id={`${id}d`}>{description}</desc>
      <Bands picture={picture} isNamed={size === 'large'} />
      <g className="fill-transparent stroke-edge" strokeWidth={size === 'small' ? 3.5 : 1.75}>
        {picture.ways.map((way) => (
          <path key={way.id} d={way.path} />
        ))}
      </g>
      {picture.cards.map((card) => (
        <Card key={card.id} card={card} />
      ))}
    </svg>
  );
}

function Bands({ picture, isNamed }: { readonly picture: Picture; readonly isNamed: boolean }) {
  const { top, height, bands } = picture;
  return bands.map(({ stage, heat, x, width }, index) => (
    <g key={stage.id} data-heat={heat}>
      <rect x={x} y={top} width={width} height={height} className="fill-heat/10" />
      {index > 0 ? (
        <line x1={x} x2={x} y1={top} y2={top + height} className="stroke-heat/35" strokeWidth="1.5" strokeDasharray="5 5" />
      ) : null}
      {isNamed ? (
        <text x={x + 16} y={top + 28} className="fill-heat-text font-semibold text-base">
          {stage.name}
        </text>
      ) : (
        <rect x={x + 22} y={top + 20} width={Math.min(width - 44, 120)} height="12" rx="6" className="fill-heat/55" />
      )}
    </g>
  ));
}

interface CardProps {
  readonly card: PictureCard;
}

function Frame({ card: { x, y } }: CardProps) {
  return (
    <>
      <rect x={x} y={y} width={CARD_WIDTH} height={CARD_HEIGHT} rx="14" className="fill-surface stroke-line" strokeWidth="1.5" />
      <rect x={x} y={y + 14} width="5" height={CARD_HEIGHT - 28} rx="2.5" className="fill-heat" />
    </>
  );
}

/** Of a step only its sign and two lines in the place of words: at this size they could not be read. */
function SignCard({ card }: CardProps) {
  const { x, y, heat } = card;
  const Sign = card.channel === null ? STEP_ICONS[card.type] : channelIcon(card.channel);
  return (
    <g data-heat={heat}>
      <Frame card={card} />
      <rect x={x + 18} y={y + 20} width="52" height="52" rx="14" className="fill-heat/15" />
      <Sign x={x + 28} y={y + 30} width={32} height={32} strokeWidth={2.25} className="stroke-heat-text" />
      <rect x={x + 86} y={y + 28} width="100" height="13" rx="6.5" className="fill-ink-3/45" />
      <rect x={x + 86} y={y + 53} width="64" height="11" rx="5.5" className="fill-ink-3/25" />
    </g>
  );
}

function NamedCard({ card }: CardProps) {
  const { x, y, heat, name, day } = card;
  const Sign = card.channel === null ? STEP_ICONS[card.type] : channelIcon(card.channel);
  return (
    <g data-heat={heat}>
      <Frame card={card} />
      <rect x={x + 16} y={y + 14} width="30" height="30" rx="8" className="fill-heat/15" />
      <Sign x={x + 23} y={y + 21} width={16} height={16} className="stroke-heat-text" />
      {day === null ? null : (
        <text x={x + CARD_WIDTH - 14} y={y + 34} textAnchor="end" className="fill-heat-text font-semibold text-xs">
          {dayLabel(day)}
        </text>
      )}
      <foreignObject x={x + 16} y={y + 48} width={CARD_WIDTH - 28} height={CARD_HEIGHT - 50}>
        <div className="line-clamp-2 font-medium text-ink text-sm leading-snug">{name}</div>
      </foreignObject>
    </g>
  );
}
