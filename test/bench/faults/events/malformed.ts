import type { Seeded } from '../../../sim/seeded.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Makes of a good event one that must be refused; the kinds of what a sender can get wrong, or an attacker tries. */
export function malformed(good: object, random: Seeded): string {
  return random.pick(kinds)(good as Fields, random);
}

const kinds: readonly ((good: Fields, random: Seeded) => string)[] = [
  // Cut off, and no JSON at all.
  (good, random) => JSON.stringify(good).slice(0, random.integer(1, 400)),
  () => 'null pointer exception',
  () => '\u0000\u0001\ufffd',
  // JSON, and no event.
  () => '{}',
  () => '[]',
  () => 'null',
  (_, random) => JSON.stringify({ hello: random.hex(8) }),
  (_, random) => '['.repeat(random.integer(100, 5000)) + ']'.repeat(100),
  (_, random) => `${'{"a":'.repeat(500)}${random.integer(0, 9)}${'}'.repeat(500)}`,
  // Events that lack, or lie about, what tells where they are from.
  (good) => withDetail(good, { eventID: undefined }),
  (good) => withDetail(good, { eventTime: 'yesterday' }),
  (good) => withDetail(good, { awsRegion: undefined }),
  (good) => withDetail(good, { recipientAccountId: '999999999999' }),
  (good) => withDetail(good, { eventSource: 'eks.example.com' }),
  (good) => withDetail(good, { eventName: { $ne: '' } }),
  (good) => withDetail(good, { userIdentity: 'root' }),
  (good) => JSON.stringify({ ...good, detail: null }),
  (good) => JSON.stringify({ ...good, detail: [good['detail']] }),
];

const withDetail = (good: Fields, change: Fields): string =>
  JSON.stringify({ ...good, detail: { ...(good['detail'] as Fields), ...change } });
