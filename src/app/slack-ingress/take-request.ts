import type { CommandIntent, Foreign, FormIntent, Intent, Nothing, PressIntent } from '#notify/slack/intent';

/** A request to `/slack/interactions` or `/slack/commands`. */
export interface SlackRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came; undefined where it could not be decoded. */
  readonly body: Uint8Array | undefined;
}

/** What is answered. Whoever is no part of Slack learns the status alone. */
export interface SlackAnswer {
  readonly status: 200 | 401 | 404 | 503;
  /** JSON, where a form is kept open with what is wrong about it. */
  readonly body?: string;
}

/** What stands between Slack and those who work. */
export interface Ingress {
  /** Why a request is not one of Slack's. */
  readonly refusal: (request: {
    readonly headers: SlackRequest['headers'];
    readonly body: Uint8Array;
  }) => string | undefined;
  readonly interaction: (payload: unknown) => Intent | Nothing | Foreign;
  readonly command: (form: URLSearchParams) => CommandIntent | Foreign;
  /** Opens the form of a button within three seconds; answers its view, where it could be opened. */
  readonly open: (intent: PressIntent) => Promise<string | undefined>;
  /** What is wrong with a form that was sent, by its blocks; undefined where nothing is. */
  readonly flaws: (form: FormIntent) => Readonly<Record<string, string>> | undefined;
  /** Puts what a person wants where it is worked on. Rejects when that fails. */
  readonly put: (intent: Intent) => Promise<void>;
  readonly now: () => number;
  /** Hears of what is turned away, and why. */
  readonly refused: (why: string) => void;
  /** Hears of what could not be taken for a reason of ours. */
  readonly failed: (error: unknown) => void;
}

/** How long a signature that was seen is remembered, in milliseconds: as long as its time is taken, in both directions. */
const window = 10 * 60_000;

/** How many are remembered. */
const mostSeen = 20_000;

/** Takes requests of Slack. The same bytes with the same signature are taken once by a process. */
export function ingressOf(ingress: Ingress): (request: SlackRequest) => Promise<SlackAnswer> {
  const seen = new Map<string, number>();
  return async (request) => {
    const route = /\/slack\/(interactions|commands)$/.exec(request.path)?.[1];
    if (route === undefined || request.method !== 'POST') return { status: 404 };
    const refuse = (why: string): SlackAnswer => {
      ingress.refused(why);
      return { status: 401 };
    };
    const { headers, body } = request;
    if (!body) return refuse('Its body is not the base64 that it is said to be.');
    const why = ingress.refusal({ headers, body });
    if (why !== undefined) return refuse(why);
    const signature = signatureIn(headers);
    forget(seen, ingress.now());
    if (seen.has(signature)) return refuse('It has come before.');
    seen.set(signature, ingress.now());
    try {
      const wanted = read(ingress, route, body);
      if (typeof wanted === 'string') return refuse(wanted);
      const flaws = wanted.is === 'form' ? ingress.flaws(wanted) : undefined;
      if (flaws) return { status: 200, body: JSON.stringify({ response_action: 'errors', errors: flaws }) };
      if (wanted.is !== 'nothing') await ingress.put(await withForm(ingress, wanted));
      return { status: 200 };
    } catch (error) {
      // It was not taken: the same may come again.
      seen.delete(signature);
      ingress.failed(error);
      return { status: 503 };
    }
  };
}

/** What is wanted, or why it is refused. */
function read(ingress: Ingress, route: string, body: Uint8Array): Intent | Nothing | string {
  const form = formIn(body);
  if (!form) return 'It is no form.';
  if (route === 'commands') {
    // Slack, and `shoalwatch slack verify`, look whether somebody answers here.
    if (form.get('ssl_check') === '1') return { is: 'nothing' };
    const wanted = ingress.command(form);
    return wanted.is === 'foreign' ? wanted.why : wanted;
  }
  const all = form.getAll('payload');
  const payload = all.length === 1 ? parsed(all[0] ?? '') : undefined;
  if (payload === undefined) return 'It has no single payload.';
  const wanted = ingress.interaction(payload);
  return wanted.is === 'foreign' ? wanted.why : wanted;
}

/** A form that Slack did not open is told of later: the person is asked to press again. */
async function withForm(ingress: Ingress, wanted: Intent): Promise<Intent> {
  if (wanted.is !== 'press' || wanted.form === undefined) return wanted;
  const view = await ingress.open(wanted).catch((error: unknown) => {
    ingress.failed(error);
    return undefined;
  });
  return view === undefined ? wanted : { ...wanted, view };
}

const signatureIn = (headers: SlackRequest['headers']): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-slack-signature')?.[1] ?? '';

function forget(seen: Map<string, number>, now: number): void {
  for (const [signature, at] of seen) {
    if (now - at < window && seen.size < mostSeen) break;
    seen.delete(signature);
  }
}

function formIn(body: Uint8Array): URLSearchParams | undefined {
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
