import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guards } from '#engine/guards/all';
import type { Guarded } from '#engine/guards/check';
import { worldOf } from '#engine/world';
import type { Callers, Check } from '#model';
import { about, at, id, was } from './asked.ts';

/** What an endpoint and its surroundings may look like, everything read. */
interface Case {
  readonly was: readonly [isPublic: boolean, isPrivate: boolean, list: string];
  readonly is: readonly [isPublic: boolean, isPrivate: boolean, list: string];
  readonly tags: object;
  readonly callers: readonly string[];
  readonly own: readonly string[];
  readonly byPerson: boolean;
  readonly inside: boolean;
  readonly loop: boolean;
}

const vpc = ([endpointPublicAccess, endpointPrivateAccess, list]: Case['was']) => ({
  ...{ endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs: [list] },
});
const address = fc.constantFrom('198.51.100.7', '192.0.2.10', '10.0.0.4');
const side = fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom('0.0.0.0/0', '198.51.100.0/24', '192.0.2.0/24'));
const cases: fc.Arbitrary<Case> = fc.record({
  ...{ was: side, is: side, byPerson: fc.boolean(), inside: fc.boolean(), loop: fc.boolean() },
  tags: fc.constantFrom({}, { 'aws:cloudformation:stack-name': 'network' }, { terraform: 'true' }),
  callers: fc.array(address, { maxLength: 3 }),
  own: fc.array(address, { maxLength: 2 }),
});

const read = (seen: readonly string[]): Readonly<Record<string, Callers>> => ({
  [id]: { is: 'read', since: at, seen: seen.map((it) => ({ address: it, who: 'ci' })) },
});
const guarded = (it: Case, more: Parameters<typeof about>[0] = {}): Guarded =>
  about({
    ...{ was: vpc(it.was), is: vpc(it.is), tags: { tags: it.tags }, inside: it.inside, byPerson: it.byPerson },
    ...{ callers: read(it.callers), own: it.own, remediations: it.loop ? [was({ finishedAt: at })] : [] },
    ...more,
  });

/** Each input, taken away as a read that failed takes it away. */
const losses: Readonly<Record<string, (it: Case) => Guarded>> = {
  'nobody asked for callers': (it) => guarded(it, { callers: undefined }),
  'the audit log was refused': (it) => guarded(it, { callers: { [id]: { is: 'unread', why: 'No.', cure: 'Ask.' } } }),
  'not all callers were read': (it) =>
    guarded(it, { callers: { [id]: { is: 'read', since: at, seen: [], more: 'there are too many' } } }),
  'the own address is not known': (it) => guarded(it, { own: undefined }),
  'the own address is none': (it) => guarded(it, { own: ['here'] }),
  'the tags were not read': (it) => guarded(it, { tags: {} }),
  'the endpoint was not read': (it) => guarded(it, { was: {} }),
  'the endpoint afterwards is not known': (it) => guarded(it, { is: {} }),
  'the private switch afterwards is not known': (it) => guarded(it, { is: { endpointPublicAccess: it.is[0] } }),
  'the cluster is in no snapshot': (it) => guarded(it, { before: worldOf([]) }),
  'the cluster is in no snapshot afterwards': (it) => guarded(it, { after: worldOf([]) }),
  'the time of the last fix cannot be read': (it) =>
    guarded(it, { remediations: it.loop ? [was({ finishedAt: 'lately' })] : [] }),
};

const grades: readonly Check['result'][] = ['ok', 'warn', 'stop'];
const worst = (guard: string, it: Guarded): number =>
  Math.max(-1, ...(guards[guard]?.(it) ?? []).map(({ result }) => grades.indexOf(result)));

it.each(Object.entries(losses))('%s: no guard says ok where it warned or stopped', (_, lose) => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...Object.keys(guards)), (it, guard) => {
      const [full, less] = [worst(guard, guarded(it)), worst(guard, lose(it))];
      expect(full >= 1 && less === 0, `${guard}: ${grades[full]} became ${grades[less]}`).toBe(false);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['owner', 'the tags were not read'],
  ['endpoint', 'the endpoint was not read'],
  ['endpoint', 'the cluster is in no snapshot'],
] as const)('%s warns where %s', (guard, lost) => {
  fc.assert(
    fc.property(cases, (it) => {
      const less = losses[lost]?.(it);
      expect(less && worst(guard, less)).toBeGreaterThanOrEqual(1);
    }),
  );
});

it('an owner of what is changed is not denied where something that is changed was not read', () => {
  const it = about();
  const [subject] = it.subjects;
  expect(worst('owner', { ...it, subjects: [] })).toBe(1);
  expect(subject && worst('owner', { ...it, subjects: [{ ...subject, config: {} }] })).toBe(1);
});
