import type { Door } from '#clouds/delivery';
import { permission, validationCode } from './handshake.ts';

/** The clouds that deliver over HTTP. */
export type Deliverer = 'azure' | 'gcp';

/** A request to `/events/azure` or `/events/gcp`. */
export interface Delivery {
  readonly method: string;
  readonly path: string;
  /** By their names in lower case; one that came twice is one text with a comma in it. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Who may deliver, and where it goes. */
export interface Webhook {
  /** A cloud without a door delivers nothing. */
  readonly doors: Readonly<Partial<Record<Deliverer, Door>>>;
  /** Puts what was delivered where it is worked on. Rejects when that fails: it is delivered again. */
  readonly put: (text: string, from: Deliverer) => Promise<void>;
  /** Hears of what is turned away, and why: the sender is only told the status. */
  readonly refused: (status: number, from: Deliverer, why: string) => void;
  /** Hears of a delivery that could not be taken for a reason of ours. */
  readonly failed: (error: unknown, from: Deliverer) => void;
}

/** How deep what is delivered may be nested: audit records stay far below. */
const deepest = 200;

/**
 * Takes one delivery: nothing is put on before its token is known to be that of the configured sender. Answers a stranger
 * 401 whatever else is wrong; a failure of ours 503, so that it is delivered again.
 */
export async function takeDelivery(webhook: Webhook, delivery: Delivery): Promise<Answer> {
  const [, name] = /\/events\/(azure|gcp)$/.exec(delivery.path) ?? [];
  const from = name === 'azure' || name === 'gcp' ? name : undefined;
  const door = from && webhook.doors[from];
  if (!from || !door) return { status: 404 };
  try {
    const answer = await taken(webhook, { from, door }, delivery);
    if ('why' in answer) webhook.refused(answer.status, from, answer.why);
    return 'why' in answer ? { status: answer.status } : answer;
  } catch (error) {
    webhook.failed(error, from);
    return { status: 503, headers: { 'retry-after': '30' } };
  }
}

/** A status, and what only the log is told. */
interface Refusal {
  readonly status: 400 | 401 | 404 | 413;
  readonly why: string;
}

const refused = (status: Refusal['status'], why: string): Refusal => ({ status, why });

interface Way {
  readonly from: Deliverer;
  readonly door: Door;
}

async function taken({ put }: Webhook, { from, door }: Way, delivery: Delivery): Promise<Answer | Refusal> {
  const { method, headers, body } = delivery;
  if (method === 'OPTIONS' && door.origin) return permitted(door.origin, headers);
  if (method !== 'POST') return refused(404, `The method ${method} is none of this address.`);
  const token = bearerOf(headers['authorization']);
  const why = token === undefined ? 'It has no bearer token, or more than one.' : await door.refusal(token);
  if (why !== undefined) return refused(401, why);
  if (body.length > door.largest) return refused(413, `It holds ${body.length} bytes, more than ${door.largest}.`);
  const document = parsed(body);
  if (document === undefined) return refused(400, 'It is not JSON.');
  if (depthOf(document) > deepest) return refused(400, `It is nested deeper than ${deepest}.`);
  const code = from === 'azure' ? validationCode(document) : undefined;
  if (code !== undefined) return { status: 200, body: { validationResponse: code } };
  const envelope = door.envelope(document);
  if (envelope === undefined) return refused(400, 'It has not the form of this sender.');
  await put(queued(envelope), from);
  return { status: 204 };
}

/** The handshake authenticates nobody, and needs no token: what is delivered then does. */
function permitted(origin: RegExp, headers: Delivery['headers']): Answer | Refusal {
  const asked = headers['webhook-request-origin'];
  const allowed = permission({ origin: asked, namesRate: headers['webhook-request-rate'] !== undefined });
  return allowed && origin.test(asked ?? '')
    ? { status: 200, headers: allowed }
    : refused(400, 'Who asks to deliver is not the sender of this address.');
}

/** Two headers come as one with a comma, which no token holds. */
const bearerOf = (header = ''): string | undefined => /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function depthOf(document: unknown): number {
  let level: readonly unknown[] = [document];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    level = level.flatMap((it): readonly unknown[] => (typeof it === 'object' && it !== null ? Object.values(it) : []));
    depth += 1;
  }
  return depth;
}

/** A queue takes every character of JSON but two. */
const queued = (envelope: unknown): string =>
  JSON.stringify(envelope).replace(/[\uFFFE\uFFFF]/g, (it) => `\\u${it.charCodeAt(0).toString(16)}`);
