import { channelIcon } from '#components/icon/channel-icon.ts';
import { classes } from '#components/ui/classes.ts';

/** A channel's picture in its tile; its name stands in words nearby. */
export function ChannelPicture({ channel, className }: { readonly channel: string; readonly className?: string }) {
  const Picture = channelIcon(channel);
  return (
    <span aria-hidden className={classes('grid size-8 shrink-0 place-items-center rounded-md bg-sunken text-ink-2', className)}>
      <Picture className="size-4" strokeWidth={1.9} />
    </span>
  );
}
