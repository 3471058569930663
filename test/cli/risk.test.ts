import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const examples = join(import.meta.dirname, '../../examples');
const prometheus = 'sha256:63ca17bb14dea8cfa50acef63620a7f8c9f28ccd5fe69cf6ce2b3fa900ceefe7';

/** What a tool prints of the image that runs in payments-prod. */
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    component: { type: 'container', name: 'quay.io/prometheus/prometheus', version: prometheus },
  },
  components: [
    { type: 'library', name: 'compress', version: '1.17.2', purl: 'pkg:golang/github.com/klauspost/compress@1.17.2' },
  ],
};

let desk: Desk;
beforeAll(async () => {
  const config = await readFile(join(examples, 'shoalwatch.yaml'), 'utf8');
  desk = await openDeskHere({
    'shoalwatch.yaml': `${config}\nowners:\n  - {match: {cluster: "payments-*"}, owner: team-payments, channel: C0PAY}\n`,
    'bill.json': JSON.stringify(bill),
  });
  const { last } = await desk.run(`scan --from ${examples}/estate --store .shoalwatch --quiet`);
  expect(last).toContain('exit 0');
});
afterAll(() => desk.close());

interface Output {
  readonly affected: readonly { readonly what: string; readonly owner?: string; readonly runs: readonly string[] }[];
  readonly unknown: readonly {
    readonly what?: string;
    readonly why: string;
    readonly cluster?: { readonly name: string };
  }[];
}

async function asked(args: string): Promise<Output> {
  const { out, code } = await desk.run(`risk ${args} --json`);
  expect(code).toBe(0);
  return JSON.parse(out) as Output;
}

describe('risk', () => {
  it('says who runs an image with a CVE, what nobody looked at, and what to do', async () => {
    const { out, err, code, last } = await desk.run('risk --cve cve-2026-29550');
    expect([code, err]).toEqual([0, `${last}\n`]);
    expect(out).toContain('CVE-2026-29550: 1 affected in 1 cluster of 1 owner; unknown for ');
    expect(out).toMatch(/^payments-prod +team-payments .* fraud\/fraud-scorer .*CVE-2026-29550 in picklejar 3\.2\.0/m);
    expect(out).toMatch(/^payments-prod +team-payments .* monitoring\/probe-debug +neither a scan nor a bill/m);
    expect(out).toContain(`next  shoalwatch policy deny cve 'CVE-2026-29550' --reason "why"`);
    expect(last).toContain('exit 0: CVE-2026-29550: 1 affected in 1 cluster of 1 owner');
  });

  it('prints one document, the same bytes each time', async () => {
    const [first, second] = [
      await desk.run('risk --cve CVE-2026-29550 --json'),
      await desk.run('risk --cve CVE-2026-29550 --json'),
    ];
    expect(first.out).toBe(second.out);
    expect(JSON.parse(first.out)).toMatchObject({
      schemaVersion: 1,
      question: { about: 'cve', id: 'CVE-2026-29550', text: 'CVE-2026-29550' },
      affected: [
        {
          cluster: { name: 'payments-prod' },
          owner: 'team-payments',
          channel: 'C0PAY',
          runs: ['fraud/fraud-scorer'],
          seen: [{ by: 'ECR scan', says: 'CVE-2026-29550 in picklejar 3.2.0' }],
        },
      ],
    });
    const { out } = await desk.run('risk --cve CVE-2026-29550 --plain');
    expect(out.split('\n')[0]).toBe('STATE\tCLUSTER\tOWNER\tENVIRONMENT\tTARGET\tWHAT\tRUNS IT\tSAID BY');
    expect(out).toContain('affected\tpayments-prod\tteam-payments\t\t');
  });

  it('never says that what nobody looked at is not affected', async () => {
    const { affected, unknown } = await asked('--cve CVE-2026-0001');
    expect(affected).toEqual([]);
    expect(unknown.filter(({ cluster }) => cluster?.name === 'payments-prod').map(({ why }) => why)).toEqual([
      ...['neither a scan nor a bill of materials', 'neither a scan nor a bill of materials'],
      'neither a scan nor a bill of materials',
    ]);
    expect(unknown.map(({ why }) => why)).toContain('what runs in the cluster was not read');
  });

  it('finds nodes and templates of a machine image, clusters of a version, and what runs an image', async () => {
    const ami = await asked('--ami ami-00c5a68c79abad271');
    expect(ami.affected.map(({ runs }) => runs)).toContainEqual(['pci']);
    const version = await asked('--version 1.30');
    expect(version.affected.map(({ what, owner, runs }) => [what, owner, ...runs])).toEqual([
      ['Kubernetes 1.30', 'team-payments', 'control plane'],
      ['Kubernetes 1.30', 'team-payments', 'node group jobs'],
    ]);
    const image = await asked('--image quay.io/prometheus/prometheus');
    expect(image.affected.map(({ what }) => what)).toEqual([`quay.io/prometheus/prometheus@${prometheus}`]);
    const alpine = (await asked('--image alpine')).affected.map(({ what }) => what);
    expect(alpine).toHaveLength(1);
    for (const name of ['index.docker.io/alpine', 'registry-1.docker.io/library/alpine:3.22', 'docker.io/alpine'])
      expect((await asked(`--image ${name}`)).affected.map(({ what }) => what)).toEqual(alpine);
    expect((await asked(`--image ${prometheus}`)).affected).toEqual(
      image.affected.map((it): unknown => expect.objectContaining(it)),
    );
  });

  it('finds a package in scans, and in bills that were imported', async () => {
    const { affected } = await asked('--package picklejar@<3.3.0');
    expect(affected).toEqual([]);
    expect((await asked('--package picklejar')).affected).toHaveLength(1);
    const unlisted = (output: Output) => output.unknown.filter(({ what }) => what?.includes(prometheus));
    expect(unlisted(await asked('--package compress'))).toHaveLength(1);
    expect((await desk.run('inventory import bill.json')).code).toBe(0);
    const found = await asked('--package pkg:golang/github.com/klauspost/compress@<1.17.3');
    expect(found.affected.map(({ what }) => what)).toEqual([`quay.io/prometheus/prometheus@${prometheus}`]);
    expect(unlisted(await asked('--package compress@>=1.17.3'))).toEqual([]);
    // A package URL as bills write it, and as older tools wrote it.
    const url = 'pkg:golang/github.com/klauspost/compress';
    for (const asIs of [
      `${url}@1.17.2?type=module#zstd`,
      `${url}@1%2E17.2`,
      `${url.replace('golang', 'gomod')}@1.17.2`,
    ])
      expect((await asked(`--package ${asIs}`)).affected).toHaveLength(1);
  });

  it('answers for every entry of the deny lists', async () => {
    const { out, last } = await desk.run('risk --denied --json');
    const { denied } = JSON.parse(out) as {
      denied: readonly (Output & { readonly list: string; readonly about: string })[];
    };
    expect(denied.map(({ list, about, affected }) => [list, about, affected.length > 0])).toEqual([
      ['cves', 'CVE-2026-29550', true],
      ['vmImages', 'ami-00c5a68c79abad271', true],
    ]);
    expect(last).toBe('exit 0: 2 of 2 denied components in use');
    const page = await desk.run('risk --denied');
    expect(page.out).toContain('CVE-2026-29550 (exploited at a supplier; not tolerated at any severity): 1 affected');
    expect((await desk.run('risk --denied --plain')).out).toContain('ami-00c5a68c79abad271\taffected\tpayments-prod');
  });

  it.concurrent.each([
    ['', 'risk answers one question at a time, and 0 were asked'],
    ['--cve CVE-2026-1 --ami ami-1', 'risk answers one question at a time, and 2 were asked'],
    ['--cve log4shell', '--cve takes no "log4shell"'],
    ['--package pkg:npm', '--package takes no "pkg:npm"'],
    ['--package lodash@<', 'the version range "<" is wrong at character 1'],
    ['--package pkg:pypl/requests', '--package: "pypl" is no type of package that is known'],
    ['--package pkg:npm/lodash@<4.x', '--package: "4.x" is no version of npm that can be compared'],
    ['--image sha256:a1b4', '--image takes no "sha256:a1b4"'],
    ['--image shop.example.com', '--image takes no "shop.example.com"'],
    ['--image Nginx@latest', '--image takes no "Nginx@latest"'],
    ['--ami i-1', '--ami takes no "i-1"'],
    ['--version new', '--version takes no "new"'],
  ])('risk %s says what a question looks like', async (args, message) => {
    const { code, out, err } = await desk.run(`risk ${args}`);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')[0]).toContain(`error: ${message}`);
    expect(err).toMatch(/shoalwatch risk|name|write it like/);
  });

  it('says that there is no store, and that the store holds no scan', async () => {
    const { code, err } = await desk.run('risk --ami ami-1 --store nowhere');
    expect(code).toBe(2);
    expect(err).toContain('there is no store at nowhere');
  });
});
