import { describe, expect, it } from 'vitest';
import { checksOf } from '#engine/guards/all';
import { defaultPolicy, type Finding, type Remediation } from '#model';
import { about, at, finding, id, narrow, say, target, was } from './asked.ts';

describe("Shoalwatch's own sight", () => {
  it('is spoken of where it reads the inside of the cluster', () => {
    expect(say('own-sight', about({ is: narrow, inside: true }))).toEqual([
      `warn: Shoalwatch may read k8s:${id} through this endpoint: if its address is not allowed, that goes unknown`,
    ]);
    expect(say('own-sight', about({ is: narrow }))).toEqual([]);
    expect(say('own-sight', about({ inside: true }))).toEqual([]);
    expect(say('own-sight', about({ is: {}, inside: true }))).toEqual([
      `warn: whether Shoalwatch still sees k8s:${id} is not known`,
    ]);
  });
});

describe('what stands', () => {
  it.each([
    ['open', {}, []],
    ['waived', { waiver: { id: 'w-1', until: at } }, ['stop: it is accepted by w-1: what is accepted is not touched']],
    ['announced', {}, ['stop: a change is under way that will open it: wait until it has been read']],
    ['resolved', {}, ['stop: the finding is resolved: there is nothing to do']],
    ['gone', {}, ['stop: the finding is gone: there is nothing to do']],
  ] as const)('%s', (status, more, says) => {
    expect(say('standing', about({ finding: { ...finding, status, ...more } }))).toEqual(says);
  });
});

it('leaves what was accepted after the finding was last judged', () => {
  const waiver = {
    id: 'w-9',
    rule: 'r',
    target: finding.resource.target,
    owner: 'ann',
    approver: 'bob',
    reason: 'known',
    until: '2026-12-01T00:00:00.000Z',
  };
  const policy = { ...defaultPolicy, waivers: [waiver] };
  expect(say('standing', about({ policy }))).toEqual(['stop: it is accepted by w-9: what is accepted is not touched']);
});

describe('what it opens', () => {
  const opened = (severity: Finding['severity']) => ({
    ...{ id: 'f-2', rule: 'other', severity, message: '' },
    resource: finding.resource,
  });
  it('is told where it is no graver, and stops where it is', () => {
    expect(say('graver', about({ opens: [opened('high')] }))).toEqual(['warn: it would open 1 other finding: other']);
    expect(say('graver', about({ opens: [opened('low'), opened('critical')] }))).toEqual([
      'stop: it would open something graver: critical other on shop',
    ]);
  });
});

describe('a fix loop', () => {
  const fixed = was({ finishedAt: '2026-11-21T09:00:00.000Z' });
  it('needs a person for a day', () => {
    const says = 'it was fixed 23 h ago by p-1 and is back';
    expect(say('fix-loop', about({ remediations: [fixed], byPerson: false }))).toEqual([
      `stop: ${says}: a person has to look at it`,
    ]);
    expect(say('fix-loop', about({ remediations: [fixed] }))).toEqual([`warn: ${says}: find out what undoes it`]);
    expect(
      say('fix-loop', about({ remediations: [was({ finishedAt: '2026-11-21T07:00:00.000Z' })], byPerson: false })),
    ).toEqual([]);
    expect(say('fix-loop', about({ remediations: [was({ state: 'undone' })], byPerson: false }))).toEqual([]);
    expect(say('fix-loop', about({ remediations: [was({ plan: { finding: 'f-2' } })], byPerson: false }))).toEqual([]);
  });
  it('is one whose time cannot be read, too', () => {
    expect(say('fix-loop', about({ remediations: [was({ finishedAt: 'lately' })], byPerson: false }))).toHaveLength(1);
  });
  it('is what came to nothing, for a while: policy does not try it every minute', () => {
    const vain = (state: Remediation['state'], finishedAt: string, code = 'changed') =>
      say('fix-loop', about({ remediations: [was({ state, finishedAt, code, why: 'No.' })], byPerson: false }));
    expect(vain('failed', '2026-11-21T09:00:00.000Z')).toEqual([
      'stop: p-1 failed 23 h ago (No.): policy lets it rest',
    ]);
    expect(vain('failed', '2026-11-21T08:00:00.000Z')).toEqual([]);
    expect(vain('refused', '2026-11-22T07:30:00.000Z')).toEqual([
      'stop: p-1 was refused 30 min ago (No.): policy lets it rest',
    ]);
    expect(vain('refused', '2026-11-22T07:00:00.000Z')).toEqual([]);
    expect(vain('refused', '2026-11-22T07:59:00.000Z', 'kill-switch')).toEqual([]);
    const asked = was({ state: 'failed', finishedAt: at, why: 'No.' });
    expect(say('fix-loop', about({ remediations: [asked] }))).toEqual([]);
  });
  it('is one that a person took back', () => {
    const undone = was({ state: 'undone', undo: { by: 'bob', at } });
    expect(say('fix-loop', about({ remediations: [undone], byPerson: false }))).toEqual([
      'stop: bob undid p-1: a person has to ask for it again',
    ]);
    expect(say('fix-loop', about({ remediations: [undone] }))).toEqual([]);
  });
});

describe('a freeze', () => {
  const frozen = (from: string, to: string) =>
    about({ policy: { ...defaultPolicy, remediation: { freeze: [{ from, to }] } } });
  it('holds from its first moment to its end, and where it cannot be read', () => {
    expect(say('freeze', frozen(at, '2026-11-23'))).toEqual([
      'stop: nothing is changed until 2026-11-23 00:00 UTC: remediation.freeze',
    ]);
    expect(say('freeze', frozen('2026-11-20', at))).toEqual([]);
    expect(say('freeze', frozen('2026-11-23', '2026-11-24'))).toEqual([]);
    expect(say('freeze', frozen('soon', 'later'))).toHaveLength(1);
  });
});

describe('the limits', () => {
  const many = (count: number, state: Remediation['state'] = 'done') =>
    Array.from({ length: count }, (_, i) => was({ state, writes: [{ from: at, to: at }], plan: { id: `p-${i}` } }));
  const limited = (remediations: readonly Remediation[], limits = {}, plan?: string) =>
    say('limit', about({ remediations, ...(plan && { plan }), policy: { ...defaultPolicy, remediation: { limits } } }));
  it('let so many begin within the hour', () => {
    expect(limited(many(4))).toEqual([]);
    expect(limited(many(5))).toEqual(['stop: 5 fixes began within the hour, and 5 may: limits.perHour']);
    expect(limited(many(5), { perHour: 6 })).toEqual([]);
    expect(limited(many(1), { perHour: 0 })).toHaveLength(1);
    expect(
      limited(
        many(1).map((it) => ({ ...it, startedAt: '2026-11-22T07:00:00.000Z' })),
        { perHour: 1 },
      ),
    ).toEqual([]);
    expect(
      limited(
        many(1).map((it) => ({ ...it, startedAt: '2026-11-22T07:00:00.001Z' })),
        { perHour: 1 },
      ),
    ).toHaveLength(1);
  });
  it('count what was sent: what was refused before has given its slot back', () => {
    const [refused] = many(1, 'refused');
    expect(limited(refused ? [{ ...refused, writes: [] }] : [], { perHour: 1 })).toEqual([]);
    expect(limited(refused ? [refused] : [], { perHour: 1 })).toHaveLength(1);
    expect(
      limited(
        many(1, 'applying').map((it) => ({ ...it, writes: [] })),
        { perHour: 1 },
      ),
    ).toHaveLength(1);
  });
  it('let so many be under way in a target', () => {
    expect(limited(many(1, 'waiting'))).toEqual([
      `stop: p-0 is under way in ${target}, and 1 may be: limits.perTarget`,
    ]);
    expect(limited(many(1, 'waiting'), { perTarget: 2 })).toEqual([]);
    expect(limited(many(1, 'waiting'), {}, 'p-0')).toEqual([]);
  });
});

describe('the kill switch', () => {
  it('stops everything and says who threw it', () => {
    expect(say('kill-switch', about({ paused: { by: 'bob', at, why: 'an incident' } }))).toEqual([
      'stop: bob paused remediation at 2026-11-22 08:00 UTC (an incident): shoalwatch fix --resume',
    ]);
    expect(say('kill-switch', about())).toEqual([]);
  });
});

it('every guard is asked, the limits last', () => {
  const paused = { by: 'bob', at };
  const checks = checksOf(
    about({ paused, is: narrow, remediations: [was({ state: 'waiting', plan: { id: 'p-2' } })] }),
  );
  expect(checks.map(({ guard }) => guard)).toEqual(['kill-switch', 'owner', 'endpoint', 'endpoint', 'limit']);
});
