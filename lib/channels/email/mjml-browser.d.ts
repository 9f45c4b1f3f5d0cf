/** The library comes without types: what we ask of it. */
declare module 'mjml-browser' {
  interface MjmlError {
    readonly line: number;
    readonly message: string;
    readonly tagName: string;
  }
  interface MjmlOptions {
    readonly validationLevel: 'soft';
    readonly fonts: Readonly<Record<string, string>>;
    readonly keepComments: boolean;
  }
  type Made = { readonly html: string; readonly errors: readonly MjmlError[] };
  const mjml2html: (source: string, options: MjmlOptions) => Made | Promise<Made>;
  export default mjml2html;
}
