import { afterEach, expect, it } from 'vitest';
import { tellOfReport } from '#app/reporting/delivered';
import type { ScheduledReport } from '#model';
import { reportOf } from '#report/model';
import { close, opened, texts } from '../alert/alert-slack.ts';

afterEach(close);

const entry: ScheduledReport = { every: 'daily', deliver: { slack: 'C0ONCALL' } };
const lies = { place: 's3://evidence/reports/all-daily/2026-11-02_r-1/', files: ['report.html'] };

it('a report is told of once in its channel: counts and its place, and nothing that was found', async () => {
  const shop = await opened();
  await shop.judge({ a: true });
  const [run] = await shop.memory.runs(1);
  const report = reportOf((await shop.memory.scan(run?.id ?? ''))!, shop.rules);
  const before = shop.slack.state.messages.length;
  for (let time = 0; time < 2; time += 1) {
    expect(await tellOfReport(entry, { report, lies }, shop.desk)).toBe('told');
    await shop.clock.sleep(1000);
    await shop.tell();
  }
  const said = shop.slack.state.messages.slice(before);
  expect(said.map(({ channel }) => channel)).toEqual(['C0ONCALL']);
  expect(texts(shop.slack, 'C0ONCALL').at(-1)).toMatch(
    /^The daily report all-daily is written: 1 open, 1 of them critical; coverage/,
  );
  const message = JSON.stringify(said);
  expect(message).toContain(lies.place);
  expect(message).not.toContain('Door a is open');
});

it('nobody is told of a report without a channel, or by a policy without Slack', async () => {
  const shop = await opened();
  await shop.judge({ a: true });
  const [run] = await shop.memory.runs(1);
  const report = reportOf((await shop.memory.scan(run?.id ?? ''))!, shop.rules);
  expect(await tellOfReport({ every: 'daily' }, { report, lies }, shop.desk)).toBe('nobody');
  const { notify: _, ...silent } = shop.policy;
  shop.policy = silent;
  expect(await tellOfReport(entry, { report, lies }, shop.desk)).toBe('no-slack');
});
