/** What stands in the house's layout, each as MJML or HTML that is ready to stand there. */
export interface LayoutParts {
  /** As `es` or `pt-BR`. */
  readonly language: string;
  readonly title: string;
  /** The name in whose name it is written. */
  readonly creditor: string;
  /** MJML elements of a column: text, a button. */
  readonly inside: string;
  /** MJML elements of a column below the sheet: what the law wants said, in small letters. */
  readonly foot: string;
}

const FONTS = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** In the dark a mail client that asks gets dark paper; others turn the colours by themselves. */
const DARK = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > div { background-color: #161514 !important; }
  .sheet, .sheet > table { background-color: #1e1d1b !important; }
  .words div, .words p { color: #f3f0ea !important; }
  .words a { color: #3fb5ac !important; }
  .creditor div { color: #f3f0ea !important; }
  .foot div, .foot a { color: #b9b3a8 !important; }
}`;

/**
 * The house's e-mail as MJML: the creditor's name, a sheet with what is said, and a foot. One column, 600 pixels, no image and
 * nothing that is loaded from elsewhere.
 */
export function houseLayout({ language, title, creditor, inside, foot }: LayoutParts): string {
  return `<mjml lang="${language}">
  <mj-head>
    <mj-title>${title}</mj-title>
    <mj-attributes>
      <mj-all font-family="${FONTS}" />
      <mj-text font-size="16px" line-height="1.55" color="#1c1b19" padding="0 32px" />
      <mj-button background-color="#0f6e6a" color="#ffffff" border-radius="8px" font-size="16px" font-weight="600" inner-padding="14px 26px" padding="24px 32px 4px" align="left" />
    </mj-attributes>
    <mj-style>${DARK}</mj-style>
  </mj-head>
  <mj-body background-color="#f4f2ee" css-class="page">
    <mj-section padding="28px 0 14px"><mj-column>
      <mj-text css-class="creditor" font-size="18px" font-weight="700">${creditor}</mj-text>
    </mj-column></mj-section>
    <mj-section css-class="sheet" background-color="#ffffff" border-radius="12px" padding="30px 0"><mj-column>
      ${inside}
    </mj-column></mj-section>
    <mj-section padding="14px 0 28px"><mj-column>
      ${foot}
    </mj-column></mj-section>
  </mj-body>
</mjml>`;
}
