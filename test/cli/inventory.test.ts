import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const examples = join(import.meta.dirname, '../../examples');

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere();
  const config = `${examples}/shoalwatch.yaml`;
  const { code } = await desk.run(`scan --from ${examples}/estate --config ${config} --store .shoalwatch --quiet`);
  expect(code).toBe(0);
});
afterAll(() => desk.close());

interface WaysDocument {
  readonly ways: readonly {
    readonly from: readonly string[];
    readonly ports: string;
    readonly to: string;
    readonly exposed: boolean | 'unknown';
    readonly of: { readonly type: string; readonly name: string };
  }[];
  readonly unknown: readonly { readonly reason: string; readonly of: { readonly name: string } }[];
}

const waysOf = async (args: string): Promise<WaysDocument> =>
  JSON.parse((await desk.run(`inventory ports ${args} --json`)).out) as WaysDocument;

describe('inventory', () => {
  it('chooses rows by their fields', async () => {
    const { out, last } = await desk.run('inventory clusters --where target=aws:* --where name=*-dev --plain');
    expect(out.trimEnd().split('\n').slice(1)).toEqual([expect.stringMatching(/^eks\.cluster\tplatform-dev\t/)]);
    expect(last).toContain('exit 0: 1 resource');
  });

  it.each([
    ['inventory --where foo=1', /--where takes FIELD=TEXT.*\n.*the fields are type, name, target, id/],
    ['inventory --where nmae=x', /Did you mean "name"\?/],
    ['inventory ports --where name', /and not "name"/],
    ['inventory ports --port x', /--port takes a number from 0 to 65535, and not "x"/],
    ['inventory ports --port 65536', /and not "65536"/],
  ])('refuses %s, and says what it takes', async (args, says) => {
    const { code, err } = await desk.run(args);
    expect(code).toBe(2);
    expect(err).toMatch(says);
  });
});

describe('inventory ports', () => {
  it('lists what the internet reaches: endpoints, nodes, load balancers and ingresses', async () => {
    const { ways } = await waysOf('--internet');
    expect(ways.map(({ ports, of }) => `${of.name} ${ports}`).sort()).toEqual(expected);
    expect(ways.every(({ exposed }) => exposed !== false)).toBe(true);
  });

  it('lists the ways to a port, whatever the range that opens it', async () => {
    const { ways } = await waysOf('--port 22');
    expect(ways.map(({ ports }) => ports)).toEqual(expect.arrayContaining(['22', 'every port']));
    expect(ways.some(({ ports }) => ports === '443')).toBe(false);
  });

  it('names what was not read', async () => {
    const { unknown } = await waysOf('');
    expect(unknown).toContainEqual(
      expect.objectContaining({ reason: 'denied', types: ['eks.cluster'], api: 'eks:ListClusters' }),
    );
  });

  it('is a page that counts', async () => {
    const { out, last } = await desk.run('inventory ports --where name=monitoring/metrics-agent --internet', {
      COLUMNS: '160',
    });
    expect(out).toMatch(/^the internet +TCP 9090 +pods of monitoring\/metrics-agent +its load balancer +yes$/m);
    expect(out).toMatch(/^UNKNOWN +WHY/m);
    expect(last).toMatch(/^exit 0: 1 way in, 1 of them from the internet; unknown in \d+ places$/);
  });

  it('is cells for a pipe', async () => {
    const { out } = await desk.run('inventory ports --where name=payments-prod --plain');
    const [head, row = ''] = out.split('\n');
    expect(head).toBe('FROM\tPORTS\tTO\tTHROUGH\tEXPOSED\tTARGET\tID');
    expect(row.split('\t').slice(0, 5)).toEqual([
      ...['the internet', 'TCP 443', 'the API of payments-prod', 'its public endpoint', 'yes'],
    ]);
  });
});

/** Found by hand in examples/estate. */
const expected = [
  'aks-agentpool-38204716-nsg 22',
  'allow-ssh-web 22',
  'checkout/checkout 443',
  'k8s-checkout-storefro-6f0e2d41a7 443',
  'marketing-wordpress 22',
  'marketing-wordpress 443',
  'monitoring/metrics-agent 9090',
  'payments-batch 443',
  'payments-prod 443',
  'platform-sandbox 443',
  'shop-dev 443',
  'web/web 443',
];

describe('inventory packages', () => {
  it('joins scans and bills to what runs, and names images that nobody lists', async () => {
    const digest = 'sha256:63ca17bb14dea8cfa50acef63620a7f8c9f28ccd5fe69cf6ce2b3fa900ceefe7';
    const component = { type: 'container', name: 'quay.io/prometheus/prometheus', version: digest };
    const purl = 'pkg:golang/github.com/klauspost/compress@1.17.2';
    const bill = {
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { timestamp: '2026-11-01T00:00:00Z', component } },
      components: [{ type: 'library', name: 'compress', version: '1.17.2', purl }],
    };
    const before = await desk.run('inventory packages');
    expect(before.out).toMatch(/prometheus:v3\.5\.0 +monitoring\/metrics-agent +no bill of materials lists/);
    await desk.write('bill.json', JSON.stringify(bill));
    await desk.run('inventory import bill.json');

    const { out, last } = await desk.run('inventory packages', { COLUMNS: '160' });
    expect(out).toMatch(/^picklejar +3\.2\.0 +CVE-2026-29550 .*fraud-scorer:0\.9\.14 +fraud\/fraud-scorer$/m);
    expect(out).toMatch(/compress +1\.17\.2 .*prometheus:v3\.5\.0 +monitoring\/metrics-agent$/m);
    expect(out).not.toMatch(/prometheus:v3\.5\.0 +monitoring\/metrics-agent +no bill/);
    expect(last).toMatch(/^exit 0: 3 packages in 3 images, 2 known flaws; nobody lists all packages of 7 images$/);
    const flawed = await desk.run('inventory packages --flawed --plain');
    expect(flawed.out).not.toContain('compress');
    const chosen = await desk.run('inventory packages --where flaw=CVE-2026-41207 --json');
    expect(JSON.parse(chosen.out)).toMatchObject({ packages: [{ name: 'libharbourxml', version: '2.13.1' }] });
  });
});
