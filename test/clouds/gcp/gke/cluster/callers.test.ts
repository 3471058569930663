import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { mostCallers } from '#clouds/gcp/gke/cluster/audit-log';
import { callersThrough } from '#clouds/gcp/gke/cluster/callers';
import { openSession } from '#clouds/gcp/session';
import { gateOf } from '#clouds/gate';
import type { Callers, Resource } from '#model';
import type { IamPolicy } from '../../../../sim/gcp/estate.ts';
import type { FaultLine } from '../../../../sim/faults.ts';
import { startGcp } from '../../../../sim/gcp/server.ts';
import { objectAt, type JsonObject } from '../../../../sim/json.ts';
import { quickClock } from '../../../../support/quick-clock.ts';
import { estate } from '../../rereads.ts';

const clock = quickClock();
const [hour, day] = [3_600_000, 24 * 3_600_000];
const [only] = estate.projects;
const project = only!.projectId;
const cluster = (config: object = {}): Resource => ({
  ...{ type: 'gke.cluster', name: 'shop', target: `gcp:${project}` },
  id: `//container.googleapis.com/projects/${project}/locations/europe-west1/clusters/shop`,
  config: { createTime: '2024-01-01T00:00:00+00:00', ...config },
});

interface Entry {
  readonly ago?: number;
  readonly log?: 'activity' | 'data_access';
  readonly name?: string;
  readonly location?: string;
  readonly service?: string;
}
const entry = (
  who: JsonObject | string | undefined,
  callerIp: string | undefined,
  { ago = hour, log = 'activity', name = 'shop', location = 'europe-west1', service = 'k8s.io' }: Entry = {},
): JsonObject => ({
  logName: `projects/${project}/logs/cloudaudit.googleapis.com%2F${log}`,
  timestamp: new Date(clock.now() - ago).toISOString(),
  resource: { type: 'k8s_cluster', labels: { project_id: project, cluster_name: name, location } },
  protoPayload: {
    serviceName: service,
    authenticationInfo: typeof who === 'string' ? { principalEmail: who } : who,
    requestMetadata: callerIp === undefined ? {} : { callerIp },
  },
});
/** A read, as it stands where these are recorded. */
const read = (who: string, callerIp: string, ago = 6 * day) => entry(who, callerIp, { ago, log: 'data_access' });
const everyKind = (...exemptedMembers: string[]): IamPolicy => ({
  auditConfigs: [
    { service: 'allServices', auditLogConfigs: [{ logType: 'ADMIN_READ' }, { logType: 'DATA_WRITE' }] },
    { service: 'container.googleapis.com', auditLogConfigs: [{ logType: 'DATA_READ', exemptedMembers }] },
  ],
});

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((close) => close()));
});

interface World {
  readonly policy?: IamPolicy;
  readonly faults?: readonly FaultLine[];
  readonly of?: Resource;
}

async function ask(entries: readonly JsonObject[], { policy = everyKind(), faults = [], of = cluster() }: World = {}) {
  const sim = await startGcp({ estate: { projects: [{ ...only!, entries, policy }] }, faults });
  const dispatcher = new Agent({ connect: { ca: sim.ca } });
  running.push(sim.close, () => dispatcher.destroy());
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: sim.token });
  const clientOptions = { loggingUrl: sim.url, resourceManagerUrl: sim.url, dispatcher };
  const session = await openSession({ clock, auth, clientOptions });
  const said = await callersThrough(session, of, { gate: gateOf({ clock, attempts: 1 }), clock });
  return { said, asked: sim.calls.filter(({ operation }) => operation === 'logging:entries.list').length };
}

const addressesOf = (said: Callers) =>
  said.is === 'read' ? said.seen.map(({ address, who }) => `${address} ${who}`) : said;
const reads = [read('ann', '10.0.3.4', 7 * day - hour)];

describe('who called the API of a cluster', () => {
  it('is read from its audit log, each address once with who called last', async () => {
    const { said, asked } = await ask([
      ...reads,
      entry('ci', '198.51.100.7', { ago: 6 * day }),
      entry('ann', '198.51.100.7', { ago: 5 * day }),
      read('bob', '2001:4860::7', 2 * day),
      entry({ principalSubject: 'principal://iam.googleapis.com/x' }, '198.51.100.8', { ago: 3 * day }),
    ]);
    expect(addressesOf(said)).toEqual([
      ...['2001:4860::7 bob', '198.51.100.8 principal://iam.googleapis.com/x', '198.51.100.7 ann'],
    ]);
    expect(said).not.toHaveProperty('more');
    expect(asked).toBe(3);
  });

  it('is nobody whom the cluster did not let in, nobody of another cluster, and nobody of long ago', async () => {
    const { said } = await ask([
      ...reads,
      entry('system:anonymous', '192.0.2.1'),
      entry(undefined, '192.0.2.2'),
      entry('ann', undefined),
      entry('ann', '192.0.2.3', { name: 'other' }),
      entry('ann', '192.0.2.4', { location: 'europe-west1-b' }),
      entry('ann', '192.0.2.5', { service: 'container.googleapis.com' }),
      entry('ann', '192.0.2.6', { ago: 8 * day }),
    ]);
    expect(addressesOf(said)).toEqual(['10.0.3.4 ann']);
  });

  it('is told of those within only where nobody calls from outside', async () => {
    const within = [entry('system:serviceaccount:kube-system:dns', '10.0.3.5'), entry('ann', 'fd00::1')];
    expect(addressesOf((await ask([...reads, ...within])).said)).toEqual([
      ...['fd00::1 ann', '10.0.3.5 system:serviceaccount:kube-system:dns', '10.0.3.4 ann'],
    ]);
    const both = await ask([...reads, ...within, entry('ci', '198.51.100.7')]);
    expect(addressesOf(both.said)).toEqual(['198.51.100.7 ci']);
  });

  it("is neither Google's own service nor a node of the cluster, nor a pod that calls by its address", async () => {
    const { said } = await ask([
      ...reads,
      entry('service-12@container-engine-robot.iam.gserviceaccount.com', '203.0.113.1'),
      entry('container-engine-robot@shop.iam.gserviceaccount.com', '203.0.113.2'),
      entry('anybody', 'private'),
      entry('system:node:gke-shop-1', '203.0.113.3', { ago: day }),
      entry('system:serviceaccount:kube-system:calico', '203.0.113.3'),
    ]);
    expect(addressesOf(said)).toEqual(['203.0.113.2 container-engine-robot@shop.iam.gserviceaccount.com']);
    expect(said).not.toHaveProperty('more');
  });

  it('is found among thousands of records of others, by leaving out whom the last answer told of', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => entry('ci', '198.51.100.7', { ago: hour + at }));
    const { said, asked } = await ask([...reads, ...many, entry('ann', '198.51.100.8', { ago: day })]);
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci', '198.51.100.8 ann']);
    expect(said).not.toHaveProperty('more');
    expect(asked).toBe(4);
  });

  it('is looked for behind an answer that has found nobody so far', async () => {
    const faults = [{ operation: 'logging:entries.list', fault: 'empty-page-with-token', position: 'first' }] as const;
    const { said } = await ask([...reads, entry('ci', '198.51.100.7')], { faults });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
  });

  it('is told since the cluster was made, or since reads were recorded', async () => {
    const createTime = new Date(clock.now() - 3 * day).toISOString();
    const young = await ask([read('ann', '10.0.3.4', 3 * day - 1)], { of: cluster({ createTime }) });
    expect(young.said).toMatchObject({ is: 'read', since: new Date(Date.parse(createTime) + 1).toISOString() });
    const late = await ask([read('ann', '10.0.3.4', 2 * day), entry('ci', '198.51.100.7', { ago: 5 * day })]);
    expect(late.said.is === 'read' && Math.round((clock.now() - Date.parse(late.said.since)) / day)).toBe(2);
  });
});

describe('not all who called are known', () => {
  const moreOf = async (...asked: Parameters<typeof ask>) => {
    const { said } = await ask(...asked);
    return said.is === 'read' ? said.more : said;
  };
  const one = [...reads, entry('ci', '198.51.100.7')];
  it('where a kind of Data Access logs is off, or off for somebody', async () => {
    expect(await moreOf(one, { policy: {} })).toBe(
      'who only reads is not recorded for sure (ADMIN_READ, DATA_READ, DATA_WRITE is off)',
    );
    expect(await moreOf(one, { policy: everyKind('user:ann@example.com') })).toBe(
      'who only reads is not recorded for sure (DATA_READ is off)',
    );
  });
  it('where nobody may see what is on', async () => {
    const operation = 'cloudresourcemanager:projects.getIamPolicy';
    expect(await moreOf(one, { faults: [{ operation, fault: 'denied', position: 'all' }] })).toMatch(
      /^whether reads are recorded is not known \(Required 'resourcemanager\.projects\.getIamPolicy'/,
    );
  });
  it('where no read is to be seen, though they are on', async () => {
    expect(await moreOf([entry('ci', '198.51.100.7')])).toBe('no record of a read was found');
  });
  it('where Google withholds an address', async () => {
    const { said } = await ask([...one, entry('bob', 'gce-internal-ip')]);
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
    expect(said).toMatchObject({ more: 'Google withholds an address (gce-internal-ip)' });
  });
  const nodeName = { principalEmail: 'system:node:gke-shop-1' };
  it('where there are more than can be named in a question', async () => {
    const many = Array.from({ length: 2 * mostCallers }, (_, at) =>
      entry('ci', `2001:db8:1234:5678:9abc:def0:1234:${(at + 4096).toString(16)}`),
    );
    const [oldest] = many;
    const node = { ...oldest, protoPayload: { ...objectAt(oldest, 'protoPayload'), authenticationInfo: nodeName } };
    const { said } = await ask([...reads, node, ...many, entry('ann', '198.51.100.8', { ago: day })]);
    expect(said).toMatchObject({ more: 'there may be others, of whom less was recorded lately' });
    // The node is among those who are named in the second question about nodes.
    expect(said.is === 'read' && said.seen.length).toBe(2 * mostCallers - 1);
  });
  it('where the search does not end', async () => {
    const faults = [{ operation: 'logging:entries.list', fault: 'empty-page-with-token', position: 'all' }] as const;
    const { said, asked } = await ask(one, { faults });
    expect(said).toMatchObject({
      seen: [],
      more: 'there may be others, of whom less was recorded lately; no record of a read was found',
    });
    expect(asked).toBe(20);
  });
});

describe('who called is not known', () => {
  it('where entries may not be listed, and the cure names both permissions', async () => {
    const faults = [{ operation: 'logging:entries.list', fault: 'denied', position: 'all' }] as const;
    const { said } = await ask([], { faults });
    const cure = `Allow logging.logEntries.list and logging.privateLogEntries.list in ${project}.`;
    expect(said).toMatchObject({ is: 'unread', cure });
    expect(said.is === 'unread' && said.why).toContain(
      "Its audit log cannot be read: Required 'logging.logEntries.list' permission",
    );
  });
  it('where the cluster has another name than GKE gives', async () => {
    expect((await ask([], { of: { ...cluster(), id: 'shop' } })).said).toMatchObject({ is: 'unread' });
  });
  it('where nobody is signed in', () => {
    const way = { gate: gateOf({ clock }), clock };
    expect(callersThrough({ signedOut: '' }, cluster(), way)).toMatchObject({ is: 'unread', cure: 'Sign in to it.' });
  });
});
