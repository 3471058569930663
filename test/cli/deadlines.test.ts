import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallEstate, twoRules } from './estate.ts';
import { openDesk, type Desk } from './run.ts';

const day = 86_400_000;

let desk: Desk;
beforeAll(async () => {
  const config = `${twoRules}  sla: {critical: 1d}\n`;
  desk = await openDesk({ ...smallEstate, 'shoalwatch.yaml': config, 'bare.yaml': twoRules });
});
afterAll(() => desk.close());

interface Found {
  readonly id: string;
  readonly severity: string;
  readonly firstSeen: string;
  readonly due?: string;
  readonly overdue?: boolean;
}

const findingsOf = async (words: string): Promise<readonly Found[]> =>
  (JSON.parse((await desk.run(words)).out) as { findings: readonly Found[] }).findings;

describe('deadlines of the config', () => {
  it('are told by a scan that remembers, and by no other', async () => {
    const found = await findingsOf('scan --from estate --store memory --json');
    const [critical] = found.filter(({ severity }) => severity === 'critical');
    expect(Date.parse(critical?.due ?? '') - Date.parse(critical?.firstSeen ?? '')).toBe(day);
    expect(critical?.overdue).toBe(false);
    expect(found.find(({ severity }) => severity === 'high')).not.toHaveProperty('due');
    expect(JSON.stringify(await findingsOf('scan --from estate --json'))).not.toMatch(/due|ageDays/);
    expect((await desk.run('scan --from estate --store memory')).out).toContain('nothing overdue');
    expect((await desk.run('scan --from estate --store other --config bare.yaml')).out).not.toContain('overdue');
  });
  it('are told of one finding', async () => {
    const critical = (await findingsOf('scan --from estate --store memory --json')).find(
      ({ severity }) => severity === 'critical',
    );
    const { out } = await desk.run(`show ${critical?.id} --store memory`);
    expect(out).toMatch(/\ndue {8}\d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
    const said = JSON.parse((await desk.run(`show ${critical?.id} --store memory --json`)).out) as Found;
    expect([said.due, said.overdue]).toEqual([critical?.due, false]);
    expect((await desk.run(`show ${critical?.id} --store memory --config bare.yaml`)).out).not.toContain('\ndue ');
  });
  it('are those of the version that the scan was judged by, whatever the file says later', async () => {
    const pushed = await desk.run('policy push --activate --store memory --message deadlines');
    expect(pushed.code).toBe(0);
    await desk.run('report --store memory --config bare.yaml --format json,html,csv --out made');
    const { findings } = JSON.parse(await desk.read('made/report.json')) as { findings: readonly Found[] };
    expect(findings.filter(({ due }) => due !== undefined)).toHaveLength(1);
    expect(await desk.read('made/report.html')).toContain('due within 1d');
    await desk.run('report --store memory --config bare.yaml --from 2026-01-01 --format json --out made');
    const period = JSON.parse(await desk.read('made/period.json')) as { deadlines: { bySeverity: object } };
    expect(Object.keys(period.deadlines.bySeverity)).toEqual(['critical']);
  });
});
