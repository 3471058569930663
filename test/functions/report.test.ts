import { describe, expect, it } from 'vitest';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Clock, type PolicyDocument, type ScheduledReport } from '#model';
import { defineRule, fail } from '#rule';
import { storePermissions } from '#store/drivers/dynamo-schema';
import { reportHandlerOf } from '../../functions/wire/report.ts';
import { storeOf } from '../../functions/wire/store.ts';
import { about, aDoor, snapshot } from '../engine/shop.ts';
import { cloudStands } from '../store/cloud-stands.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { onWire } from '../store/wire.ts';

const stands = cloudStands();

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => fail('It is open.', { at: 'open', actual: config.open }),
});

const policy: PolicyDocument = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };

/** The store of a stack, swept where that is said, and its function with these reports. */
async function stack(reports: readonly ScheduledReport[], { swept = true, zone = 'UTC', file = policy } = {}) {
  const BUCKET = stands.bucket();
  const names = {
    ...{ STATE_TABLE: await stands.dynamo.makeTable(), LEDGER_TABLE: await stands.dynamo.makeTable() },
    BUCKET,
  };
  const asked = new Set<string>();
  const written = new Set<string>();
  const dynamo = stands.dynamo.client();
  onWire(dynamo, async ({ operation, body }, send) => {
    asked.add(`dynamodb:${operation}`);
    if (operation === 'PutItem') written.add(/"partition":\{"S":"([^"]*)"/.exec(body)?.[1] ?? 'unknown');
    await send();
  });
  const clients = { dynamo, s3: s3ClientOf(stands.s3.url) };
  const { memory } = storeOf(names, clients);
  let now = Date.parse('2026-11-30T23:30:00.000Z');
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const sweep = async () =>
    scan({
      snapshots: snapshotsOf([snapshot([aDoor('d', { open: true })])], typesOf([rule])),
      ...{ rules: [rule], policy: defaultPolicy, memory, clock, startedAt: new Date(now).toISOString() },
    });
  if (swept) await sweep();
  asked.clear();
  written.clear();
  const from = stands.s3.calls.length;
  const lines: string[] = [];
  const log = {
    info: (it: string, more?: object) => void lines.push(`${it} ${JSON.stringify(more)}`),
    warn: () => undefined,
    error: (it: string, error: unknown) => void lines.push(`${it} ${String(error)}`),
  };
  const config = { version: 1 as const, org: { name: 'Shop', timezone: zone }, reports: [...reports] };
  const handler = reportHandlerOf({
    ...{ names: () => names, clients: () => clients, clock, log: () => log },
    file: () => Promise.resolve({ config: config as never, policy: file }),
  });
  return {
    ...{ handler, asked, written, lines, memory, sweep, bucket: BUCKET },
    called: () => new Set(stands.s3.calls.slice(from).map(({ operation }) => operation)),
    objects: () => [...(stands.s3.buckets.get(BUCKET) ?? [])].filter(([key]) => key.startsWith('reports/')),
    later: (ms: number) => void (now += ms),
  };
}

const reports: readonly ScheduledReport[] = [
  { framework: 'cis-eks-1.8', every: 'monthly', formats: ['html', 'csv', 'oscal', 'html'] },
  { every: 'daily', prefix: 'audit/all' },
];

it('writes the files of the report that is named, by day and run, for people to open', async () => {
  const { handler, memory, objects, lines } = await stack(reports, { zone: 'Europe/Berlin' });
  const [run] = await memory.runs(1);
  const { paths } = await handler({ report: 'cis-eks-1.8-monthly' });
  const folder = `reports/cis-eks-1.8-monthly/2026-12-01_${run?.id}`;
  expect(paths).toEqual(['report.html', 'report.csv', 'report.oscal.json'].map((it) => `${folder}/${it}`));
  expect(objects().map(([key]) => key)).toEqual(paths);
  const [html, csv] = objects().map(([, it]) => it);
  expect([html?.type, html?.encoding, csv?.type]).toEqual([
    'text/html; charset=utf-8',
    undefined,
    'text/csv; charset=utf-8',
  ]);
  expect(String(html?.body)).toMatch(/^<!doctype html>[^]*It is open\./i);
  expect(String(csv?.body)).toContain('It is open.');
  expect(lines).toEqual([expect.stringMatching(/^written .*cis-eks-1\.8-monthly/)]);
});

it('changes nothing when it is called again of the same run, and writes beside it of another one', async () => {
  const { handler, objects, sweep, later } = await stack(reports);
  await handler({ report: 'audit/all' });
  const before = objects();
  await handler({ report: 'audit/all' });
  expect(objects()).toEqual(before);
  later(60_000);
  await sweep();
  await handler({ report: 'audit/all' });
  expect(objects()).toHaveLength(2);
  expect(objects()[0]).toEqual(before[0]);
});

it('takes the rights of its role and no others', async () => {
  const { handler, asked, called } = await stack(reports);
  await handler({ report: 'audit/all' });
  const { state, ledger, bucket } = storePermissions;
  const allowed: readonly string[] = [...state.read, ...ledger.read];
  expect([...asked].filter((it) => !allowed.includes(it))).toEqual([]);
  const files: readonly string[] = [...bucket.read, ...bucket.report];
  expect([...called()].filter((it) => !files.includes(`s3:${it}`) && it !== 'HeadObject')).toEqual([]);
  expect(called()).toContain('PutObject');
});

describe('a report that is delivered', () => {
  const delivered: readonly ScheduledReport[] = [
    { framework: 'cis-eks-1.8', every: 'weekly', formats: ['csv', 'html'], deliver: { slack: 'C0GRC' } },
  ];
  const name = { report: 'cis-eks-1.8-weekly' };
  const file: PolicyDocument = { ...policy, notify: { slack: { default: 'C0PLAT' } }, sla: { high: 60 } };

  it('leaves one message for its channel, with counts and where it lies, however often it is called', async () => {
    const { handler, memory, bucket, later, written } = await stack(delivered, { file });
    later(2 * 3_600_000);
    const { paths, run, told } = await handler(name);
    await handler(name);
    expect(told).toBe('told');
    const due = await memory.alerts.due('2026-12-02T00:00:00.000Z');
    expect(due.map(({ is, id }) => `${is} ${id.slice(0, 9)}`)).toEqual(['bulletin n-report-']);
    const { bulletin, version } = (await memory.alerts.bulletin(due[0]?.id ?? ''))!;
    expect([version, bulletin.channel]).toEqual([1, 'C0GRC']);
    expect(bulletin.says).toMatchObject({
      ...{ is: 'report', name: 'cis-eks-1.8-weekly', every: 'weekly', run, files: ['report.csv', 'report.html'] },
      ...{ open: { critical: 0, high: 1, medium: 0, low: 0 }, overdue: 1 },
      place: `s3://${bucket}/${paths[0]?.replace('report.csv', '')}`,
      framework: { title: 'CIS Amazon EKS Benchmark 1.8.0' },
    });
    expect(JSON.stringify(bulletin.says)).not.toContain('It is open.');
    expect([...written]).toEqual(['bulletins']);
  });
  it('is told to nobody where the policy names no channel', async () => {
    const { handler, memory } = await stack(delivered);
    expect((await handler(name)).told).toBe('no-slack');
    expect(await memory.alerts.due('2026-12-02T00:00:00.000Z')).toEqual([]);
  });
});

it('fails where no run has ended, where nobody told of the report, and where the bucket refuses, and says why', async () => {
  const fresh = await stack(reports, { swept: false });
  await expect(fresh.handler({ report: 'audit/all' })).rejects.toThrow('no run has ended yet');
  const told = await stack(reports);
  await expect(told.handler({ report: 'other' })).rejects.toThrow('the config of the function has no report other');
  await expect(told.handler({})).rejects.toThrow('has no report');
  stands.s3.setFaults([{ operation: 's3:PutObject', fault: 'denied', position: 'all' }]);
  await expect(told.handler({ report: 'audit/all' })).rejects.toThrow('refuses s3:PutObject');
  stands.s3.setFaults([]);
  expect(told.lines.at(-1)).toMatch(/^failed ShoalwatchError: the bucket .* refuses s3:PutObject/);
});
