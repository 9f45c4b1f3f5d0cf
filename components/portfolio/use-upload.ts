'use client';

import { useCallback, useRef, useState } from 'react';
import { drawnFor, noteRefusal } from '#lib/api/drawn-for.ts';
import type { ImportDetail } from '#lib/api/imports.ts';
import { uploadUrl } from '#lib/api/imports-route.ts';
import type { ProblemDocument } from '#lib/api/problem.ts';

/** A file on its way, or why it did not arrive; `problem` null: no answer came. */
export type Upload =
  | { readonly state: 'idle' }
  | { readonly state: 'sending'; readonly fileName: string; readonly share: number }
  | { readonly state: 'refused'; readonly fileName: string; readonly problem: ProblemDocument | null };

/** Sends a file as it stands on the disk and tells how far it is: fetch cannot. */
export function useUpload(onArrived: (detail: ImportDetail) => void) {
  const [upload, setUpload] = useState<Upload>({ state: 'idle' });
  const requestRef = useRef<XMLHttpRequest | null>(null);
  const send = useCallback(
    (file: File) => {
      if (requestRef.current) return;
      const request = new XMLHttpRequest();
      requestRef.current = request;
      const end = (next: Upload) => {
        requestRef.current = null;
        setUpload(next);
      };
      request.upload.onprogress = ({ loaded, total }) =>
        setUpload({ state: 'sending', fileName: file.name, share: total === 0 ? 0 : loaded / total });
      request.onload = () => {
        if (request.status < 300) {
          onArrived(JSON.parse(request.responseText));
          return;
        }
        const problem = problemOf(request);
        noteRefusal(problem);
        end({ state: 'refused', fileName: file.name, problem });
      };
      request.onerror = () => end({ state: 'refused', fileName: file.name, problem: null });
      request.onabort = () => end({ state: 'idle' });
      request.open('POST', uploadUrl(file.name));
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      for (const [name, value] of Object.entries(drawnFor())) request.setRequestHeader(name, value);
      setUpload({ state: 'sending', fileName: file.name, share: 0 });
      request.send(file);
    },
    [onArrived],
  );
  const cancel = useCallback(() => requestRef.current?.abort(), []);
  return { upload, send, cancel };
}

function problemOf({ responseText, status, statusText }: XMLHttpRequest): ProblemDocument {
  try {
    return JSON.parse(responseText);
  } catch {
    return { type: 'about:blank', code: 'broken', status, title: statusText };
  }
}
