import { describe, expect, it } from 'vitest';
import { about, id, narrow, say, wide } from './asked.ts';

const since = '2026-11-15T08:00:00.000Z';
const called = (...seen: readonly (readonly [string, string])[]) => ({
  [id]: { is: 'read' as const, since, seen: seen.map(([address, who]) => ({ address, who })) },
});

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
      [
        'warn: the API of shop is reached from its own network alone afterwards',
        'warn: who called the API of shop lately is not known: callers may be cut off',
      ],
    ],
    [
      'is closed, and somebody from outside called',
      about({
        is: { endpointPublicAccess: false, endpointPrivateAccess: true },
        callers: called(['192.0.2.10', 'ci'], ['10.0.3.4', 'node']),
      }),
      [
        'warn: the API of shop is reached from its own network alone afterwards',
        'stop: 1 recent caller would be cut off: 192.0.2.10 (ci)',
      ],
    ],
    [
      'is closed, and you call from outside yourself',
      about({
        is: { endpointPublicAccess: false, endpointPrivateAccess: true },
        callers: called(['10.0.3.4', 'node']),
        own: ['192.0.2.77'],
      }),
      [
        'warn: the API of shop is reached from its own network alone afterwards',
        'ok: all 1 caller since 2026-11-15 08:00 UTC stay inside',
        'stop: your own address would be cut off: 192.0.2.77',
      ],
    ],
    [
      'is closed, and whether the private one is on cannot be read',
      about({ is: { endpointPublicAccess: false } }),
      ['stop: whether private access to the API of shop is on is not known: everybody may be locked out'],
    ],
    [
      'is narrowed, and the audit log names nobody',
      about({ is: narrow, callers: called(), own: ['198.51.100.9'] }),
      [
        'warn: the audit log names nobody who called the API of shop since 2026-11-15 08:00 UTC: who may be cut off is not known',
        'ok: your own address stays inside',
      ],
    ],
    [
      'is narrowed, and the audit log cannot be read',
      about({
        is: narrow,
        callers: { [id]: { is: 'unread', why: 'Audit logging is off.', cure: 'Turn it on.' } },
        own: ['198.51.100.9'],
      }),
      [
        'warn: who called the API of shop lately is not known, and callers may be cut off: Audit logging is off. Turn it on.',
        'ok: your own address stays inside',
      ],
    ],
    [
      'is narrowed, and there are more callers than were read',
      about({
        is: narrow,
        callers: {
          [id]: { is: 'read', since, seen: [{ address: '198.51.100.7', who: 'ci' }], more: 'there are too many' },
        },
        own: ['198.51.100.9'],
      }),
      [
        'warn: not all who called the API of shop since 2026-11-15 08:00 UTC are known: there are too many',
        'ok: your own address stays inside',
      ],
    ],
    [
      'is narrowed past a caller whom a person named',
      about({
        is: narrow,
        callers: called(['192.0.2.10', 'ci'], ['192.0.2.11', 'old']),
        cutsOff: ['192.0.2.10/31'],
        own: ['198.51.100.9'],
      }),
      [
        'warn: 2 recent callers will be cut off: 192.0.2.10 (ci), 192.0.2.11 (old)',
        'ok: your own address stays inside',
      ],
    ],
    [
      'is narrowed past one whom a person named, and others whom he did not',
      about({
        is: narrow,
        callers: called(...['a', 'b', 'c', 'd', 'e'].map((who, i) => [`192.0.2.${i + 10}`, who] as const)),
        cutsOff: ['192.0.2.10'],
        own: ['198.51.100.9'],
      }),
      [
        'stop: 4 recent callers would be cut off: 192.0.2.11 (b), 192.0.2.12 (c), 192.0.2.13 (d) and 1 more',
        'ok: your own address stays inside',
      ],
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
      about({ is: narrow, callers: called(['198.51.100.7', 'ci'], ['10.0.3.4', 'node']), own: ['198.51.100.9/32'] }),
      ['ok: all 2 callers since 2026-11-15 08:00 UTC stay inside', 'ok: your own address stays inside'],
    ],
    [
      'is narrowed past somebody who called, and past yourself',
      about({ is: narrow, callers: called(['192.0.2.10', 'ci']), own: ['192.0.2.77'] }),
      [
        'stop: 1 recent caller would be cut off: 192.0.2.10 (ci)',
        'stop: your own address would be cut off: 192.0.2.77',
      ],
    ],
    [
      'is narrowed, and a caller has no address that can be read',
      about({ is: narrow, callers: called(['AWS Internal', 'x']), own: ['here'] }),
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
