import { describe, expect, it } from 'vitest';
import { checksOf } from '#engine/guards/all';
import { defaultPolicy, type Finding, type Remediation } from '#model';
import { about, at, finding, id, narrow, say, target, was, wide } from './asked.ts';

describe('the endpoint', () => {
  it.each([
    ['stays as it is', about(), []],
    [
      'is closed while the private one is off',
      about({
        was: { ...wide, endpointPrivateAccess: false },
        is: { endpointPublicAccess: false, endpointPrivateAccess: false },
      }),
      ['stop: private access to the API of shop is off: closing public access would lock everybody out'],
    ],
    [
      'is closed while the private one is on',
      about({ is: { endpointPublicAccess: false, endpointPrivateAccess: true } }),
      ['warn: the API of shop is reached from its own network alone afterwards'],
    ],
    [
      'is narrowed, and nobody knows who called or calls',
      about({ is: narrow }),
      [
        'warn: who called the API of shop lately is not known: callers may be cut off',
        'warn: whether your own address stays inside is not known: name it with --own-address',
      ],
    ],
    [
      'is narrowed around all who called',
      about({ is: narrow, callers: [{ address: '198.51.100.7', who: 'ci' }], own: ['198.51.100.9/32'] }),
      ['ok: all 1 recent caller stay inside', 'ok: your own address stays inside'],
    ],
    [
      'is narrowed past somebody who called, and past yourself',
      about({ is: narrow, callers: [{ address: '192.0.2.10', who: 'ci' }], own: ['192.0.2.77'] }),
      [
        'stop: 1 recent caller would be cut off: 192.0.2.10 (ci)',
        'stop: your own address would be cut off: 192.0.2.77',
      ],
    ],
    [
      'is narrowed, and a caller has no address that can be read',
      about({ is: narrow, callers: [{ address: 'AWS Internal', who: 'x' }], own: ['here'] }),
      [
        'stop: 1 recent caller would be cut off: AWS Internal (x)',
        'warn: here is no address: whether it stays inside is not known',
      ],
    ],
    ['is widened', about({ was: narrow, is: wide }), []],
    ['was closed before', about({ was: { endpointPublicAccess: false, endpointPrivateAccess: true }, is: wide }), []],
    ['is not told', about({ was: {}, is: narrow }), ['warn: who may call the API of shop is not known for sure']],
  ] as const)('%s', (_, it, says) => {
    expect(say('endpoint', it)).toEqual(says);
  });
});

describe("Shoalwatch's own sight", () => {
  it('is spoken of where it reads the inside of the cluster', () => {
    expect(say('own-sight', about({ is: narrow, inside: true }))).toEqual([
      `warn: Shoalwatch may read k8s:${id} through this endpoint: if its address is not allowed, that goes unknown`,
    ]);
    expect(say('own-sight', about({ is: narrow }))).toEqual([]);
    expect(say('own-sight', about({ inside: true }))).toEqual([]);
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
    Array.from({ length: count }, (_, i) => was({ state, plan: { id: `p-${i}` } }));
  const limited = (remediations: readonly Remediation[], limits = {}, plan?: string) =>
    say('limit', about({ remediations, ...(plan && { plan }), policy: { ...defaultPolicy, remediation: { limits } } }));
  it('let so many begin within the hour', () => {
    expect(limited(many(4))).toEqual([]);
    expect(limited(many(5))).toEqual(['stop: 5 fixes began within the hour, and 5 may: limits.perHour']);
    expect(limited(many(5), { perHour: 6 })).toEqual([]);
    expect(limited(many(1), { perHour: 0 })).toHaveLength(1);
    expect(limited([was({ startedAt: '2026-11-22T07:00:00.000Z' })], { perHour: 1 })).toEqual([]);
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
