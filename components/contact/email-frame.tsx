'use client';

import { useMemo, useRef, useState } from 'react';

interface EmailFrameProps {
  readonly title: string;
  readonly html: string;
  /** Left out: as the reader's own system has it. */
  readonly theme?: 'light' | 'dark';
}

const THEMED = /@media \(prefers-color-scheme: dark\)/g;
/** A tall mail is scrolled in its frame. */
const MOST = 640;

/**
 * An e-mail as its reader sees it, shut in: no script runs, nothing is loaded from elsewhere, no link leads anywhere. The policy of
 * the frame is stricter than the page's and stands before anything that the mail says.
 */
export function EmailFrame({ title, html, theme = 'light' }: EmailFrameProps) {
  const frameRef = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(360);
  const shut = useMemo(() => shutIn(html, theme), [html, theme]);
  const fit = () => {
    const inside = frameRef.current?.contentDocument?.body;
    if (inside) setHeight(Math.min(MOST, Math.max(160, inside.scrollHeight)));
  };
  return (
    <iframe
      ref={frameRef}
      title={title}
      // Its own origin, so that its height can be measured; without scripts it can do nothing with it.
      sandbox="allow-same-origin"
      srcDoc={shut}
      onLoad={fit}
      height={height}
      className="block w-full bg-surface"
    />
  );
}

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;
const STILL = '<style>a{pointer-events:none}</style>';

function shutIn(html: string, theme: 'light' | 'dark'): string {
  const themed = html.replace(THEMED, theme === 'dark' ? '@media all' : '@media not all');
  const scheme = `<style>:root{color-scheme:${theme} !important}</style>`;
  return themed.includes('<head>') ? themed.replace('<head>', `<head>${POLICY}${STILL}${scheme}`) : POLICY + STILL + scheme + themed;
}
