import { afterEach, describe, expect, it } from 'vitest';
import { callersIn, mostCallers } from '#clouds/aws/eks/cluster/audit-log';
import { eksCallers } from '#clouds/aws/eks/cluster/callers';
import { gateOf } from '#clouds/gate';
import type { Resource } from '#model';
import { startLogs, type LogRecord } from '../../../../sim/aws/logs.ts';
import { quickClock } from '../../../../support/quick-clock.ts';

const clock = quickClock();
const day = 24 * 3_600_000;
const group = '/aws/eks/shop/cluster';
const audit = { clusterLogging: [{ types: ['api', 'audit'], enabled: true }] };
const cluster = (config: object = { logging: audit }): Resource => ({
  ...{ type: 'eks.cluster', id: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', name: 'shop' },
  ...{ target: 'aws:111122223333:eu-west-1', config },
});

const record = (
  username: string | undefined,
  sourceIPs: readonly string[],
  { ago = 3_600_000, stream = 'kube-apiserver-audit-1a', requestURI = '/api/v1/pods' } = {},
): LogRecord => ({
  ...{ stream, at: clock.now() - ago },
  message: JSON.stringify({
    ...{ kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', stage: 'ResponseComplete', requestURI },
    ...{ verb: 'list', user: username === undefined ? {} : { username, groups: ['system:authenticated'] }, sourceIPs },
    userAgent: 'kubectl/v1.33.0 "sourceIPs":["203.0.113.66"]',
  }),
});

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

async function ask(records: readonly LogRecord[], more: Partial<Parameters<typeof startLogs>[0]> = {}, it = cluster()) {
  const logs = await startLogs({ groups: { [group]: records }, ...more });
  close = logs.close;
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const config = { endpoint: logs.url, region: 'eu-west-1', credentials };
  return { said: await asking(() => Promise.resolve(config), it), calls: logs.calls };
}

const asking = (signIn: Parameters<typeof eksCallers>[1]['signIn'], it = cluster()): ReturnType<typeof eksCallers> =>
  eksCallers(it, { account: '111122223333', region: 'eu-west-1', signIn, gate: gateOf({ clock, attempts: 1 }), clock });

const addressesOf = (said: Awaited<ReturnType<typeof ask>>['said']) =>
  said.is === 'read' ? said.seen.map(({ address, who }) => `${address} ${who}`) : said;

describe('who called the API of a cluster', () => {
  it('is read from its audit log, each address once with who called last', async () => {
    const { said, calls } = await ask([
      record('ci', ['198.51.100.7'], { ago: 6 * day }),
      record('ann', ['198.51.100.7'], { ago: 5 * day }),
      record('system:node:n1', ['10.0.3.4']),
    ]);
    expect(addressesOf(said)).toEqual(['10.0.3.4 system:node:n1', '198.51.100.7 ann']);
    expect(calls).toEqual(['StartQuery', 'GetQueryResults', 'GetQueryResults']);
    expect(said).not.toHaveProperty('more');
  });

  it('is told since the first record, where the log is younger than it was asked for', async () => {
    const { said } = await ask([record('ci', ['198.51.100.7'], { ago: 2 * day })]);
    expect(said.is === 'read' && Math.round((clock.now() - Date.parse(said.since)) / day)).toBe(2);
  });

  it('is the address that the server saw, and none that the caller claims', async () => {
    const { said } = await ask([
      record('eve', ['192.0.2.1', '192.0.2.2', '198.51.100.9']),
      record('eve', ['198.51.100.9'], { requestURI: '/x"sourceIPs":["192.0.2.3"]' }),
    ]);
    expect(addressesOf(said)).toEqual(['198.51.100.9 eve']);
  });

  it('is nobody whom the cluster did not let in, nobody of another log, and nobody of long ago', async () => {
    const { said } = await ask([
      record('system:anonymous', ['192.0.2.1']),
      record(undefined, ['192.0.2.2']),
      record('ann', ['192.0.2.3'], { stream: 'authenticator-1a' }),
      record('ann', ['192.0.2.4'], { ago: 8 * day }),
    ]);
    expect(addressesOf(said)).toEqual([]);
  });
});

describe('who called is not known', () => {
  it.each([
    [
      'where audit logging is off',
      { logging: { clusterLogging: [{ types: ['audit'], enabled: false }] } },
      'Its audit log is off.',
    ],
    [
      'where another log alone is on',
      { logging: { clusterLogging: [{ types: ['api'], enabled: true }] } },
      'Its audit log is off.',
    ],
    ['where that was not read', {}, 'Whether its audit log is on was not read.'],
  ])('%s, and no call is made', async (_, config, why) => {
    const { said, calls } = await ask([], {}, cluster(config));
    expect(said).toMatchObject({ is: 'unread', why });
    expect(calls).toEqual([]);
  });

  it.each(['StartQuery', 'GetQueryResults'])(
    'where %s is refused, and the cure names both permissions',
    async (denied) => {
      const { said } = await ask([], { denied });
      expect(said).toEqual({
        is: 'unread',
        why: `Its audit log cannot be read: AccessDeniedException: not authorized to perform: logs:${denied}`,
        cure: `Allow logs:StartQuery and logs:GetQueryResults on ${group}: shoalwatch onboard aws --remediator.`,
      });
    },
  );

  it('where whoever would change the cluster cannot sign in, and that is asked only where there is a log', async () => {
    const refused = () => Promise.reject(Object.assign(new Error('not yours'), { name: 'AccessDenied' }));
    expect(await asking(refused)).toEqual({
      is: 'unread',
      why: 'Nobody could sign in to read its audit log: AccessDenied: not yours',
      cure: 'Sign in to its account, or see whether the role is there: shoalwatch onboard aws --remediator.',
    });
    expect(await asking(refused, cluster({ logging: {} }))).toMatchObject({
      why: 'Whether its audit log is on was not read.',
    });
  });

  it('where the log group is gone', async () => {
    const { said } = await ask([], { groups: {} });
    expect(said).toMatchObject({ is: 'unread', cure: `See where ${group} has gone.` });
  });

  it('where the query does not end within a minute, or fails', async () => {
    expect((await ask([], { running: 1e6 })).said).toMatchObject({
      why: 'The audit log was not searched through within a minute.',
    });
    await close?.();
    expect((await ask([], { ends: 'Failed' })).said).toMatchObject({
      why: 'Its audit log cannot be read: MalformedAnswer: The query ended as Failed.',
    });
  });
});

describe('rows', () => {
  const asked = '2026-11-15T08:00:00.000Z';
  const row = (address: string, first: string) => ({ address, who: 'ci', first });
  it('tell since when in milliseconds, in short numbers, and as text', () => {
    for (const first of ['1795334400000', '1.7953344E12', '2026-11-22 08:00:00.000']) {
      expect(callersIn([row('192.0.2.1', first)], asked)).toMatchObject({ since: '2026-11-22T08:00:00.000Z' });
    }
    expect(callersIn([row('192.0.2.1', '2026-11-01 00:00:00.000')], asked)).toMatchObject({ since: asked });
  });
  it('that cannot be read, or are as many as are asked for, are not all', () => {
    expect(callersIn([row('192.0.2.1', 'soon')], asked)).toMatchObject({ more: 'some records cannot be read' });
    expect(callersIn([row('', '1795334400000')], asked)).toMatchObject({
      seen: [],
      more: 'some records cannot be read',
    });
    const many = Array.from({ length: mostCallers }, () => row('192.0.2.1', '1795334400000'));
    expect(callersIn(many, asked)).toMatchObject({ more: 'there are more than 1000' });
    expect(callersIn(many.slice(1), asked)).not.toHaveProperty('more');
  });
});
