import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFile, podFile, smallEstate, twoRules } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const closed = clusterFile(['198.51.100.0/24']);
const config = `${twoRules}    eks-endpoint-public-cidr-open: {params: {allowedCidrs: [198.51.100.0/24]}}
`;

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere({ ...smallEstate, 'shoalwatch.yaml': config });
});
afterAll(() => desk.close());

const scan = 'scan --from estate --store memory';

interface Output {
  readonly scan: { readonly id: string };
  readonly findings: readonly { readonly id: string; readonly rule: string; readonly firstSeen?: string }[];
}

async function scanned(args = '--verdicts --json'): Promise<{ out: string; document: Output }> {
  const { out } = await desk.run(`${scan} ${args}`);
  return { out, document: JSON.parse(out) as Output };
}

describe('scan after scan', () => {
  it('tells what happened since the last one, and every other command knows it too', async () => {
    const first = await scanned();
    await desk.write('first.json', first.out);
    const root = first.document.findings.find(({ rule }) => rule === 'k8s-run-as-root');
    const open = first.document.findings.find(({ rule }) => rule === 'eks-endpoint-public-cidr-open');
    expect(root?.firstSeen).toMatch(/^\d{4}-/);

    await desk.write('estate/cluster.json', closed);
    await desk.write('estate/job.yaml', podFile('job', 0));
    const second = await desk.run(scan);
    expect(second.out).toContain('since the last scan: 1 opened, 1 resolved, 1 unchanged');

    await desk.write('estate/cluster.json', smallEstate['estate/cluster.json']);
    const third = await desk.run(scan);
    expect(third.out).toContain('since the last scan: 1 reopened, 2 unchanged');
    expect((await desk.run(scan)).out).toContain('since the last scan: 3 unchanged');

    const [last, ids, files, shown, listed, held, written] = await Promise.all([
      desk.run('diff --store memory'),
      desk.run(`diff ${first.document.scan.id} --json --store memory`),
      scanned().then(async ({ out }) => {
        await desk.write('last.json', out);
        return desk.run('diff first.json last.json --json');
      }),
      desk.run(`show ${open?.id ?? ''} --store memory`, { COLUMNS: '80' }),
      desk.run('list targets --json --store memory'),
      desk.run('inventory clusters --json --store memory'),
      desk.run('report --store memory --format html,csv,json --out made'),
    ]);
    expect(last.out).toContain('0 opened (+), 0 no longer open (-), 0 changed (~), 0 not read again (?), 3 unchanged');
    for (const { out } of [ids, files]) {
      expect(JSON.parse(out)).toMatchObject({
        opened: [{ rule: 'k8s-run-as-root', resource: { name: 'shop/job' } }],
        ...{ resolved: [], unread: [], changed: [], unchanged: 2 },
      });
    }
    const history = [...shown.out.matchAll(/UTC {2}(\w+)/g)].map(([, kind]) => kind);
    expect(history).toEqual(['opened', 'resolved', 'reopened']);
    expect(shown.last).toBe(`exit 0: ${open?.id ?? ''} is open`);
    expect(JSON.parse(listed.out)).toMatchObject({
      targets: [{ id: 'aws:111122223333:eu-west-1' }, { state: 'done' }],
    });
    expect(JSON.parse(held.out)).toEqual({
      schemaVersion: 1,
      resources: [
        {
          ...{ id: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', type: 'eks.cluster', name: 'shop' },
          target: 'aws:111122223333:eu-west-1',
        },
      ],
    });
    expect(written.out).toBe('made/report.html\nmade/report.csv\nmade/report.json\n');
    expect(written.last).toMatch(/^exit 0: 3 reports of r-/);
    expect(await desk.read('made/report.html')).toContain('<!doctype html>');
  });

  it('shows how a framework is answered, and of a related one what was found and from whom its links are', async () => {
    const [cis, nsa, both] = await Promise.all([
      desk.run('report --framework cis-eks-1.8 --store memory', { COLUMNS: '100' }),
      desk.run('report --framework nsa-cisa --store memory', { COLUMNS: '300' }),
      desk.run('report --framework pss-restricted,nsa-cisa --json --store memory'),
    ]);
    expect(cis.out).toMatch(/^CIS Amazon EKS Benchmark 1\.8\.0: 1 not met, /);
    expect(cis.last).toMatch(/^exit 0: 1 requirement not met in r-/);
    expect(nsa.out).toMatch(
      /^NSA\/CISA Kubernetes Hardening Guidance 1\.2: related findings under 2 of 8 requirements\n/,
    );
    expect(nsa.out).toContain('no requirement here is met or not met');
    expect(nsa.out).toContain('Links from our own reading of its section titles (71 rules).');
    expect(nsa.out).toContain('eks-endpoint-public-cidr-open (1 open)');
    expect(nsa.out).toContain('nothing judged, or switched off: ');
    expect(nsa.out).not.toContain('planned: ');
    expect(nsa.out).not.toContain('STANDING');
    expect(nsa.last).toMatch(/^exit 0: 2 requirements with related findings in r-/);
    expect(JSON.parse(both.out)).toMatchObject({
      frameworks: [{ id: 'pss-restricted', counts: { met: 0 } }],
      related: [{ id: 'nsa-cisa', sources: [{ source: 'our own reading of its section titles' }] }],
    });
    expect(both.last).toMatch(/^exit 0: \d+ requirements? not met, 2 requirements with related findings in r-/);
  });

  it('names what the store does not know, and what it does', async () => {
    const [scanOf, finding] = await Promise.all([
      desk.run('diff r-0 --store memory'),
      desk.run('show f-0 --store memory'),
    ]);
    expect(scanOf.err).toMatch(/error: the store has no scan r-0\n {2}do: name one of the last: r-\d+/);
    expect(finding.err).toContain('error: the store has no finding "f-0"');
    expect([scanOf.code, finding.code]).toEqual([2, 2]);
  });
});

describe('where findings are remembered', () => {
  it.concurrent('nowhere with --from, unless a store is named', async () => {
    const own = await openDeskHere(smallEstate);
    await own.run('scan --from estate');
    expect((await own.run('list targets')).err).toContain('there is no store at .shoalwatch');
    await own.close();
  });
  it.concurrent('nowhere with --no-store, and in .shoalwatch otherwise', async () => {
    const own = await openDeskHere();
    await own.run('scan --no-store --providers kubernetes');
    expect((await own.run('list targets')).err).toContain('there is no store at .shoalwatch');
    await own.run('scan --providers kubernetes');
    expect((await own.run('list targets')).err).not.toContain('there is no store');
    await own.close();
  });
  it.concurrent('a file that is no store is refused with what to do', async () => {
    const own = await openDeskHere({ ...smallEstate, 'bad/state.db': 'no database at all '.repeat(100), flat: 'x' });
    const [bad, flat] = await Promise.all([
      own.run('scan --from estate --store bad'),
      own.run('scan --from estate --store flat'),
    ]);
    expect(bad.err).toMatch(/error: the store bad cannot be opened: .+\n {2}do: move it away/);
    expect([bad.code, bad.last, flat.code]).toEqual([2, 'exit 2: store error', 2]);
    expect(flat.err).toContain('flat cannot be used: a file is in the way');
    await own.close();
  });
});

it.concurrent('a second run on a store says that it waits, and goes on when the first has ended', async () => {
  const own = await openDeskHere(smallEstate);
  await own.run('scan --from estate --store held');
  const lock = new DatabaseSync(own.at('held/lock.db'));
  lock.exec('BEGIN EXCLUSIVE');
  const second = own.start('scan --from estate --store held');
  await second.said('another run holds the store held: waiting for it');
  lock.close();
  const { code, out } = await second.ended;
  expect(code).toBe(0);
  expect(out).toContain('since the last scan: 2 unchanged');
  await own.close();
});
