import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { countPublic, covers, parseAddresses } from '#lib/addresses';
import { compareText } from '#lib/text';
import { defaultPolicy, type Clock, type Reading, type Resource } from '#model';
import { networkVeil } from '#report/redact/networks';
import { redactReadings } from '#report/redact/snapshot';
import { pseudonym, redactions, type Redaction } from '#report/redact/words';
import { rules } from '#rules/catalog.gen';
import { filesAt } from '../../cli/wire.ts';

const at = '2026-11-01T00:00:00.000Z';
const clock: Clock = { now: () => Date.parse(at), sleep: () => Promise.resolve() };
const veil = (kinds: readonly Redaction[] = redactions) => ({ kinds: new Set(kinds), salt: '0123456789abcdef' });
const examples = join(import.meta.dirname, '../../examples/estate');
const recorded = join(import.meta.dirname, '../../../shared/data');

const readingsAt = async (path: string): Promise<readonly Reading[]> =>
  (await filesAt(path, at, new AbortController().signal)).readings;

/** How many of each verdict each rule gives, by grade. */
async function tallyOf(readings: readonly Reading[]): Promise<readonly string[]> {
  const snapshots = snapshotsOf(readings, typesOf(rules));
  const { judgements } = (await scan({ snapshots, unreadable: [], rules, policy: defaultPolicy, clock, startedAt: at }))
    .scan;
  const groups = Map.groupBy(judgements, ({ rule, verdict, severity }) => `${rule} ${verdict} ${severity}`);
  return [...groups].map(([word, all]) => `${word} ${all.length}`).sort(compareText);
}

const like = (form: RegExp): unknown => expect.stringMatching(form);
const without = (text: string): unknown => expect.not.stringContaining(text);

describe('a snapshot for outside', () => {
  it('gives as many of each verdict as the sample estate did, whatever kinds are replaced', async () => {
    const readings = await readingsAt(examples);
    const before = await tallyOf(readings);
    expect(before.length).toBeGreaterThan(300);
    expect(await tallyOf(redactReadings(readings, veil()))).toEqual(before);
    for (const kind of redactions) expect(await tallyOf(redactReadings(readings, veil([kind])))).toEqual(before);
  });

  it
    .skipIf(!existsSync(recorded))
    .each([
      ...['kubernetes', 'gcp', 'azure/network-recorded-2023', 'azure/aks-recorded-2023', 'azure/c7n-cassettes'],
      ...['aws/c7n-placebo', 'aws/cli-doc-outputs', 'aws/sdk-examples'],
    ])('gives as many of each verdict as the recorded %s', async (folder) => {
    const readings = await readingsAt(join(recorded, folder));
    const before = await tallyOf(readings);
    expect(before.length).toBeGreaterThan(0);
    expect(await tallyOf(redactReadings(readings, veil()))).toEqual(before);
  });

  it('holds no account, cluster, project, person or address of the sample estate', async () => {
    const readings = await readingsAt(examples);
    const [open, told] = [readings, redactReadings(readings, veil())].map((it) => JSON.stringify(it));
    const names = [
      ...['111122223333', '444455556666', 'harbour-shop', 'payments', 'checkout', 'loyalty', 'fraud-scorer'],
      ...['deploy@harbour', 'admins@harbour', 'harbour.example', 'platform-admin', 'ip-10-'],
    ];
    expect(names.filter((it) => !open?.includes(it))).toEqual([]);
    expect(names.filter((it) => told?.includes(it))).toEqual([]);
  });

  it('holds no id of a target and no name of a cluster, a node or a role of any folder', async () => {
    const readings = await readingsAt(examples);
    const told = JSON.stringify(redactReadings(readings, veil()));
    const named = /^(?:eks|aks|gke)\.cluster$|^ec2\.instance$|^iam\.role$|node-?(?:group|pool)$|^k8s\.node$/;
    const names = readings.flatMap(({ target, resources }) => [
      target.id,
      ...resources
        .filter(({ type, id }) => named.test(type) && !id.includes('aws-service-role'))
        .map(({ name }) => name),
    ]);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((it) => told.includes(`"${it}"`) || told.includes(`/${it}"`))).toEqual(judged);
  });

  it('has the pseudonyms of a report with the same salt, and keeps the form that rules judge', () => {
    const [told] = redactReadings([reading], veil());
    const [cluster, pod] = told?.resources ?? [];
    const hex = (name: string): string => pseudonym('id', name, veil()).slice('id-'.length);
    expect(cluster?.name).toBe(`id-${hex('zebra-prod')}`);
    expect(cluster?.id).toMatch(new RegExp(String.raw`^arn:aws:eks:eu-west-1:\d{12}:cluster/id-${hex('zebra-prod')}$`));
    expect(cluster?.config).toEqual({
      vpcId: `vpc-${hex('vpc-0123456789abcdef0')}`,
      roleArn: like(/^arn:aws:iam::\d{12}:role\/id-[\da-f]{12}$/),
      publicAccessCidrs: ['0.0.0.0/0', like(/^203\.0\.113\.\d+\/32$/)],
      tags: {
        'aws:eks:cluster-name': cluster?.name,
        team: like(/^id-/),
        bucket: without('123456789098'),
      },
      status: 'ACTIVE',
      policy: without('zebra'),
    });
    expect(decodeURIComponent(/"policy":"([^"]*)/.exec(JSON.stringify(cluster?.config))?.[1] ?? '')).toMatch(
      /^\{"Resource":"arn:aws:s3:::id-[\da-f]{12}"\}$/,
    );
    expect(pod?.config).toMatchObject({
      metadata: { namespace: `id-${hex('heron')}`, labels: { 'app.kubernetes.io/name': 'coredns' } },
      spec: {
        serviceAccountName: 'default',
        containers: [{ image: like(/^\d{12}\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/id-[\da-f]{12}:1\.2\.3$/) }],
        hostAliases: [{ hostnames: [like(/^id-[\da-f]{12}\.example$/)] }],
      },
      subjects: [{ kind: 'User', name: `who-${pseudonym('who', 'gnu', veil()).slice('who-'.length)}` }],
    });
  });
});

describe('what a snapshot for outside refers to', () => {
  const veiledIn = (config: Resource['config']): string => {
    const own = { ...reading, resources: [resource({ type: 'iam.role', id: 'stoat', name: 'stoat', config })] };
    return decodeURIComponent(JSON.stringify(redactReadings([own], veil())[0]?.resources[0]?.config));
  };

  it.each<readonly [string, Resource['config'], RegExp]>([
    ['a role of another account', { a: '{"AWS":"arn:aws:iam::555566667777:role/badger/ci"}' }, /badger/],
    ['a name in percent-encoding', { a: encodeURIComponent('{"AWS":"arn:aws:s3:::caracal-logs"}') }, /caracal/],
    ['a repository of a CI', { a: 'repo:lynx-corp/puma-repo:ref:refs/heads/main' }, /lynx|puma/],
    ['an external id', { a: '{"StringEquals":{"sts:ExternalId":"ocelot-secret"}}' }, /ocelot/],
    ['an organization', { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, /a1b2c3d4e5/],
    ['a network of another project', { a: 'projects/coati-host/global/networks/ferret-net' }, /coati|ferret/],
    ['an account of Google', { a: 'civet-bot@coati-host.iam.gserviceaccount.com' }, /civet|coati/],
    ['an image', { image: 'ghcr.io/puffin-org/auk-app:1.2' }, /puffin|auk/],
    ['what a pod names', { serviceAccountName: 'osprey', containers: [{ name: 'macaw' }] }, /osprey|macaw/],
    [
      'whom a binding names',
      { subjects: [{ kind: 'ServiceAccount', name: 'koala', namespace: 'dingo' }] },
      /koala|dingo/,
    ],
    ['a name that is built as a region is', { serviceAccountName: 'gannet-prod1' }, /gannet/],
  ])('is a pseudonym: %s', (_, config, name) => {
    expect(JSON.stringify(config)).toMatch(name);
    expect(veiledIn(config)).not.toMatch(name);
  });

  it('is a pseudonym in base64 as well', () => {
    const told = /"a":"([^"]+)"/.exec(veiledIn({ a: Buffer.from(`role/${clusterId}`).toString('base64') }))?.[1] ?? '';
    expect(Buffer.from(told, 'base64').toString()).toMatch(
      /^role\/arn:aws:eks:eu-west-1:\d{12}:cluster\/id-[\da-f]{12}$/,
    );
  });
});

/** Names of the sample estate that rules compare with, and that therefore stay. */
const judged: readonly string[] = ['jobs', 'reports', 'dev', 'aks-system-21748035-vmss000000'];

const clusterId = 'arn:aws:eks:eu-west-1:123456789098:cluster/zebra-prod';
const resource = (it: Partial<Resource> & Pick<Resource, 'type' | 'id' | 'name' | 'config'>): Resource => ({
  target: 'aws:123456789098:eu-west-1',
  ...it,
});
const reading: Reading = {
  target: { id: 'aws:123456789098:eu-west-1', provider: 'aws', scopes: ['aws-region'] },
  ...{ startedAt: at, complete: ['eks.cluster'], gaps: [] },
  resources: [
    resource({
      ...{ type: 'eks.cluster', id: clusterId, name: 'zebra-prod' },
      config: {
        vpcId: 'vpc-0123456789abcdef0',
        roleArn: 'arn:aws:iam::123456789098:role/zebra-prod-nodes',
        publicAccessCidrs: ['0.0.0.0/0', '203.0.113.7/32'],
        tags: { 'aws:eks:cluster-name': 'zebra-prod', team: 'yak', bucket: 'trail-123456789098' },
        status: 'ACTIVE',
        policy: encodeURIComponent('{"Resource":"arn:aws:s3:::zebra-prod-logs"}'),
      },
    }),
    resource({
      ...{ type: 'k8s.pod', id: `${clusterId}/core/v1/namespaces/heron/pods/stork`, name: 'heron/stork' },
      config: {
        metadata: { namespace: 'heron', labels: { 'app.kubernetes.io/name': 'coredns' } },
        spec: {
          serviceAccountName: 'default',
          containers: [{ image: '123456789098.dkr.ecr.eu-west-1.amazonaws.com/stork:1.2.3' }],
          hostAliases: [{ hostnames: ['db.heron.example'] }],
        },
        subjects: [{ kind: 'User', name: 'gnu' }],
      },
    }),
  ],
};

describe('addresses for outside', () => {
  const told = networkVeil('0123456789abcdef');
  const blocks = [
    ...['8.0.0.0/8', '8.8.0.0/16', '8.8.8.0/24', '8.8.8.8/32', '52.95.110.0/24', '198.51.100.0/24', '198.51.100.7/32'],
    ...[
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.1.2.3/32',
      '172.16.0.0/12',
      '172.20.1.0/24',
      '192.168.0.0/16',
      '100.64.3.0/24',
    ],
    ...[
      '0.0.0.0/1',
      '128.0.0.0/2',
      '2600:1f00::/24',
      '2600:1f00:1:2::/64',
      '2001:db8::7/128',
      'fd12:3456::/32',
      '::/0',
    ],
    ...['203.0.113.0/25', '192.0.0.0/16', '172.0.0.0/8', '2001::/16', '2000::/3', '::ffff:10.1.2.3/128', '11.0.0.0/8'],
  ];
  const set = (text: string) => parseAddresses(text) ?? expect.fail(text);

  it('keep the length of a prefix, how many of a network are public, and what lies in what', () => {
    for (const block of blocks) {
      const other = told(block);
      expect(other.split('/')[1]).toBe(block.split('/')[1]);
      expect(countPublic(set(other)), block).toBe(countPublic(set(block)));
      for (const outer of blocks) {
        expect(covers(set(told(outer)), set(other)), `${block} in ${outer}`).toBe(covers(set(outer), set(block)));
      }
    }
    expect(blocks.filter((it) => told(it) !== it).length).toBeGreaterThan(blocks.length / 2);
    expect(told('8.8.8.8')).not.toBe('8.8.8.8');
  });
  it('stay where everybody knows them: everyone, this host, metadata, what Azure and Google send from', () => {
    const known = ['0.0.0.0/0', '127.0.0.1', '::1', '169.254.169.254/32', '168.63.129.16', '35.191.0.0/16'];
    expect(known.map(told)).toEqual(known);
  });
  it('are others with another salt', () => {
    expect(networkVeil('fedcba9876543210')('52.95.110.7')).not.toBe(told('52.95.110.7'));
  });
});
