'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { usePageTheme } from './use-page-theme.ts';

interface EmailFrameProps {
  readonly title: string;
  readonly html: string;
  /** Left out: as the page around it. */
  readonly theme?: 'light' | 'dark';
  /** True: as tall as the mail is. Left out: a tall one is scrolled in its frame. */
  readonly isWhole?: boolean;
}

const THEMED = /@media \(prefers-color-scheme: dark\)/g;
const LEAST = 160;
/** Of a mail that is shown whole too: nobody reads further than some screens down. */
const MOST = { scrolled: 640, whole: 6_000 } as const;

/**
 * An e-mail as its reader sees it, shut in: no script runs, nothing is loaded from elsewhere, no link leads anywhere. The policy of
 * the frame is stricter than the page's and stands before anything that the mail says.
 */
export function EmailFrame({ title, html, theme, isWhole = false }: EmailFrameProps) {
  const pageTheme = usePageTheme();
  const worn = theme ?? pageTheme;
  const frameRef = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(360);
  const shut = useMemo(() => shutIn(html, worn), [html, worn]);
  const most = isWhole ? MOST.whole : MOST.scrolled;
  const measure = useCallback(() => {
    const inside = frameRef.current?.contentDocument?.body;
    if (inside) setHeight(Math.min(most, Math.max(LEAST, inside.scrollHeight)));
  }, [most]);
  // Narrower, a mail is taller.
  useEffect(() => {
    const frame = frameRef.current;
    if (!frame) return;
    // What came with the page itself was there before anybody listened.
    if (frame.contentDocument?.URL === 'about:srcdoc') measure();
    let width = frame.clientWidth;
    const watch = new ResizeObserver(() => {
      if (frame.clientWidth !== width) measure();
      width = frame.clientWidth;
    });
    watch.observe(frame);
    return () => watch.disconnect();
  }, [measure]);
  return (
    <iframe
      ref={frameRef}
      title={title}
      // Its own origin, so that its height can be measured; without scripts it can do nothing with it.
      sandbox="allow-same-origin"
      srcDoc={shut}
      onLoad={measure}
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
