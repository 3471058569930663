import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusterFile, smallEstate, twoRules } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;

const open = '    eks-endpoint-public-cidr-open: {params: {allowedCidrs: [198.51.100.0/24]}}\n';

beforeAll(async () => {
  desk = await openDeskHere({ ...smallEstate, 'shoalwatch.yaml': `${twoRules}${open}` });
});
afterAll(() => desk.close());

interface Told {
  readonly Id: string;
  readonly GeneratorId: string;
  readonly Compliance: { readonly Status: string };
  readonly RecordState: string;
}

async function told(command: string): Promise<Told | undefined> {
  await desk.run(`${command} --store memory --format asff --out made`);
  const requests = JSON.parse(await desk.read('made/report.asff.json')) as { readonly Findings: readonly Told[] }[];
  return requests.flatMap(({ Findings }) => Findings).find((it) => it.GeneratorId === 'eks-endpoint-public-cidr-open');
}

it('Security Hub is told of a finding when it opens, and under the same id when it is over', async () => {
  const opened = await told('scan --from estate');
  expect(opened).toMatchObject({ Compliance: { Status: 'FAILED' }, RecordState: 'ACTIVE' });
  expect(await told('report')).toEqual(opened);
  await desk.write('estate/cluster.json', clusterFile(['198.51.100.0/24']));
  const closed = await told('scan --from estate');
  expect(closed).toMatchObject({ Id: opened?.Id, Compliance: { Status: 'PASSED' }, RecordState: 'ACTIVE' });
  expect(await told('report')).toEqual(closed);
});

it('Security Hub is told that a rule does not apply any more', async () => {
  await desk.write('estate/cluster.json', clusterFile(['0.0.0.0/0']));
  const opened = await told('scan --from estate');
  await desk.write(
    'shoalwatch.yaml',
    `${twoRules}    eks-endpoint-public-cidr-open: {enabled: false, reason: elsewhere}\n`,
  );
  const scanned = await told('scan --from estate');
  const over = { Id: opened?.Id, Compliance: { Status: 'NOT_AVAILABLE' }, RecordState: 'ARCHIVED' };
  expect(scanned).toMatchObject(over);
  expect(await told('report')).toMatchObject(over);
});
