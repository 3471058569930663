import { commanded, signed, type Sent } from '../../sim/slack/interactions.ts';
import type { Seeded } from '../../sim/seeded.ts';
import { signedBy, start, type Office } from '../../support/slack-office.ts';

/** Requests of one kind. */
export interface Batch {
  readonly kind: string;
  /** At the door, or by whoever works on what was taken there. */
  readonly meant: 'turned away' | 'refused later';
  readonly count: number;
  readonly send: (n: number) => Promise<{ readonly status: number }>;
}

type Make = (
  random: Seeded,
  sent: Sent,
  at: Office,
) => readonly [headers: Readonly<Record<string, string>>, body: string];

/** Everything that is wrong about a request before anybody looks at what it asks for. */
export function forged(random: Seeded, at: Office, count: number): readonly Batch[] {
  const names = Object.keys(makers);
  const share = Math.ceil(count / names.length);
  return Object.entries(makers).map(([kind, make]) => ({
    kind,
    meant: 'turned away',
    count: share,
    send: async (n) => {
      at.time.now = start + n * 10;
      const text = random.pick(['pause remediation', 'scan aws:123456789012:eu-west-1', 'resume remediation']);
      const sent = commanded(at.slack.state, { user: 'U0BEN', channel: 'C0ONCALL', text }, at.time.now);
      const [headers, body] = make(random, sent, at);
      return fetch(`${at.url}${sent.path}`, { method: 'POST', headers, body });
    },
  }));
}

const secretOf = (at: Office): string => at.slack.state.workspace.signingSecret;
const again = (at: Office, body: string, ms: number): Readonly<Record<string, string>> =>
  signedBy(secretOf(at), body, at.time.now + ms);

const makers: Readonly<Record<string, Make>> = {
  noise: (random, { headers, body }) =>
    random.pick([
      () => [{}, body] as const,
      () => [{ ...headers, 'x-slack-signature': `v0=${random.hex(64)}` }, body] as const,
      () => [{ ...headers, 'x-slack-signature': random.hex(64) }, body] as const,
      () => [{ ...headers, 'x-slack-signature': 'v0=' }, body] as const,
      () => [{ ...headers, 'x-slack-request-timestamp': random.pick(['', 'now', '-1', '1e9', '0']) }, body] as const,
      () => [headers, flipped(random, body)] as const,
      () => [headers, body.slice(0, random.integer(0, body.length - 1))] as const,
      () => [headers, `${body}${random.pick(['&', ' ', '\n', '&text=pause'])}`] as const,
    ])(),
  'future time': (random, { body }, at) => [again(at, body, 301_000 + random.integer(0, 1e9)), body],
  'stale time': (random, { body }, at) => [again(at, body, -302_000 - random.integer(0, 1e9)), body],
  'time and signature of two requests': (random, { headers, body }, at) => {
    const other = again(at, body, random.pick([-1000, 1000, -60_000]));
    return [{ ...headers, 'x-slack-request-timestamp': other['x-slack-request-timestamp'] ?? '' }, body];
  },
  'rotated-out secret': (random, { body }, at) => [signedBy(`old-${random.hex(16)}`, body, at.time.now), body],
  'empty secret': (random, { body }, at) => [signedBy(random.pick(['', ' ', '\t']), body, at.time.now), body],
  're-encoded body': (random, { headers, body }) => [
    headers,
    random.pick([
      () => body.replaceAll('+', '%20'),
      () => body.replace(/%[0-9A-F]{2}/g, (it) => it.toLowerCase()),
      () =>
        [...new URLSearchParams(body)]
          .reverse()
          .map(([k, v]) => `${k}=${encodeURIComponent(v)}`)
          .join('&'),
      () => Buffer.from(body).toString('base64'),
      () => JSON.stringify(Object.fromEntries(new URLSearchParams(body))),
    ])(),
  ],
  'doubled header': (random, { headers, body }) => {
    const name = random.pick(['x-slack-signature', 'x-slack-request-timestamp']);
    const own = headers[name] ?? '';
    return [{ ...headers, [name]: random.pick([`${own}, ${own}`, `${own},v0=${random.hex(64)}`, `x, ${own}`]) }, body];
  },
  'later version of the signature': (random, { headers, body }) => {
    const own = headers['x-slack-signature'] ?? '';
    return [{ ...headers, 'x-slack-signature': own.replace('v0', random.pick(['v1', 'V0', 'v00', 'v'])) }, body];
  },
  'another app': (random, { body }, at) =>
    changed(at, body, { api_app_id: random.pick(['A0OTHER', '', 'a0shoal', 'A0SHOAL ']) }),
  'another team': (random, { body }, at) =>
    changed(at, body, { team_id: random.pick(['T0OTHER', '', 't0shoal', 'E0SHOAL']) }),
  'an installation for an organisation': (_, { body }, at) => changed(at, body, { is_enterprise_install: 'true' }),
  'a field that comes twice': (random, { body }, at) => {
    const twice = `${body}&${random.pick(['team_id=T0SHOAL', 'user_id=U0BEN', 'api_app_id=A0SHOAL', 'command=%2Fshoalwatch'])}`;
    return [signed(at.slack.state, '', twice, at.time.now).headers, twice];
  },
  'another command': (random, { body }, at) =>
    changed(at, body, { command: random.pick(['/other', '', 'shoalwatch', '/shoalwatch2']) }),
};

/** The right signature on something that is not of this app. */
function changed(at: Office, body: string, more: Readonly<Record<string, string>>) {
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  const text = form.toString();
  return [signed(at.slack.state, '', text, at.time.now).headers, text] as const;
}

function flipped(random: Seeded, body: string): string {
  const at = random.integer(0, body.length - 1);
  const other = String.fromCharCode(97 + random.integer(0, 25));
  return `${body.slice(0, at)}${other === body[at] ? '0' : other}${body.slice(at + 1)}`;
}
