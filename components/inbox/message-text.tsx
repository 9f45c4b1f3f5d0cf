const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** A message's text as it was sent: its line breaks kept, its links shown but leading nowhere, since they are the debtor's. */
export function MessageText({ text }: { readonly text: string }) {
  return (
    <p className="wrap-anywhere whitespace-pre-line">
      {partsOf(text).map(({ from, part, isLink }) => (
        <span key={from} className={isLink ? 'text-brand-strong underline underline-offset-2' : undefined}>
          {part}
        </span>
      ))}
    </p>
  );
}

/** The text in parts that are links and parts that are not, each with where it begins. */
function partsOf(text: string) {
  let from = 0;
  return text.split(LINK).map((part, index) => {
    const here = { from, part, isLink: index % 2 === 1 };
    from += part.length;
    return here;
  });
}
