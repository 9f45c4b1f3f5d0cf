/** The largest file that a browser may bring where the installation says nothing (`CADENZA_IMPORT_LIMIT_MB`). */
export const USUAL_LIMIT_MB = 50;

/** The address of the history's page after this cursor. */
export function importsUrl(cursor: string | null = null): string {
  return `/api/v1/imports${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`;
}

/** Where a file of this name is sent. */
export function uploadUrl(fileName: string): string {
  return `/api/v1/imports?name=${encodeURIComponent(fileName)}`;
}

/** The address of one import, or of something that is done with it. */
export function importUrl(id: number, what?: 'sight' | 'preview' | 'check' | 'start' | 'stop' | 'progress' | 'refused'): string {
  return `/api/v1/imports/${id}${what ? `/${what}` : ''}`;
}

/** Under which the history is remembered, on the server and in the browser alike. */
export const importsKey = ['imports'] as const;

/** Under which one import is remembered. */
export function importKey(id: number) {
  return ['import', id] as const;
}

/** The shell's way for files that a browser may not bring. */
export function shellCommand(fileName: string): string {
  const name = /^[\w.-]+$/.test(fileName) ? fileName : `'${fileName.replaceAll("'", "'\\''")}'`;
  return `npm run --silent cadenza -- import ${name} --map MAPPING`;
}
