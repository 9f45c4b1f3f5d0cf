import { appDatabase } from '#lib/db/client.ts';
import { isForeign } from '#lib/server/api-call.ts';
import { readForm } from '#lib/server/limited-body.ts';
import { type OfferReply, replyToOffer } from '#lib/server/offers.ts';

interface OfferRoute {
  readonly params: Promise<{ readonly token: string }>;
}

/** The button of an offer's page, as a form sends it: whoever holds the link answers. It leads back to the page, which says how the offer stands. */
export async function POST(request: Request, { params }: OfferRoute): Promise<Response> {
  const { token } = await params;
  if (isForeign(request)) return back(token, 'again');
  try {
    const reply = replyOf(await readForm(request));
    const outcome = reply ? await replyToOffer(await appDatabase(), token, reply) : 'bad-date';
    return back(token, outcome === 'bad-date' ? 'date' : null);
  } catch (error) {
    console.error(error);
    return back(token, 'again');
  }
}

function replyOf(form: URLSearchParams): OfferReply | null {
  const [answer, date] = [form.get('answer'), form.get('date')];
  if (answer === 'decline') return { kind: 'decline' };
  return answer === 'accept' ? { kind: 'accept', date: date === '' ? null : date } : null;
}

/** 303: the browser asks for the page anew, and going back or reloading sends nothing twice. */
function back(token: string, fault: 'date' | 'again' | null): Response {
  const where = `/o/${encodeURIComponent(token)}${fault === null ? '' : `?fault=${fault}`}`;
  return new Response(null, { status: 303, headers: { Location: where, 'Cache-Control': 'no-store' } });
}
