import { describe, expect, it } from 'vitest';
import { blocksOf, type Message } from '#notify/slack/message';
import { render } from '#notify/slack/render';
import { estate } from '#notify/slack/samples/estate';
import { waivers } from '#notify/slack/samples/waivers';
import type { View } from '#notify/views';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const draw = (view: View): Message => render(view, () => 'n');
const said = (view: View): string => mrkdwnTexts(draw(view)).join('\n');
const idsOf = (view: View) =>
  blocksOf(draw(view))
    .flatMap((it) => (it.type === 'actions' ? it.elements : []))
    .flatMap((it) => ('action_id' in it ? [it.action_id] : []));

describe('the lock screen', () => {
  it.each<[View, string]>([
    [
      estate['first scan']!,
      'First scan finished: 6 clusters in 4 targets, 2 critical, 9 high, 21 medium, 30 low open. Only changes will be posted from now on.',
    ],
    [
      estate['first scan, not everything read']!,
      'First scan finished: 6 clusters in 4 targets, 2 critical, 9 high, 21 medium open; 1 target could not be read. Only changes will be posted from now on.',
    ],
    [
      estate['digest']!,
      'Digest of 2026-11-21: 6 new, 11 closed, 62 open, 2 of them critical. 1 target could not be read.',
    ],
    [
      estate['report written']!,
      'The monthly report cis-eks-1.8-monthly is written: 62 open, 2 of them critical, 4 overdue; coverage 97 %. INCOMPLETE: not everything could be read.',
    ],
    [estate['all quiet']!, 'All quiet since 2026-11-20: 16 open, none of them critical.'],
    [estate['storm']!, '37 new findings in platform-dev within 4 min, 1 of them critical. A cluster was created.'],
    [estate['coverage gap']!, 'Cannot read aks-prod-weu: access was denied. 23 rules cannot be judged.'],
    [estate['coverage gap, cured']!, 'Reading works again: aks-prod-weu is judged as before.'],
    [
      estate['scan failed']!,
      'The sweep failed: 4 targets are not watched. The last good sweep was at 2026-11-21 07:00 UTC.',
    ],
    [
      estate['scans stopped']!,
      'No sweep has come: 1 target is not watched. The last good sweep was at 2026-11-21 05:00 UTC.',
    ],
    [estate['scans come again']!, 'Sweeps come again: everything is watched.'],
    [
      estate['policy changed']!,
      'Policy v41 by ben@example.com counts now: 7 resources are at risk now; 3 findings opened, 0 closed.',
    ],
    [estate['new rules']!, 'Shoalwatch has new rules (12 new rules, 4 changed): 28 findings opened, 5 closed.'],
    [
      estate['test message']!,
      'Test message of Shoalwatch: this channel can be reached. Everything that was tried works.',
    ],
    [
      waivers['asked for']!,
      'Somebody asks to accept a risk in payments-prod (critical): The API endpoint is open to the whole internet. ana@example.com asks to stop counting 1 open finding until 2026-12-05. It covers payments-prod.',
    ],
    [
      waivers['about to end']!,
      'An accepted risk is about to end in payments-prod (critical): The API endpoint is open to the whole internet. From 2026-12-05 on 1 finding in payments-prod counts as open again. team-payments has to fix it or ask again.',
    ],
  ])('%#', (view, text) => expect(draw(view).text).toBe(text));
});

describe('coverage', () => {
  const gap = estate['coverage gap']!;
  it('says that unknown is not passed, and what stays open', () => {
    expect(said(gap)).toContain('Unknown is not passed: 4 findings stay open until somebody can look.');
  });
  it('names the call, the permission and the command that cures it', () => {
    expect(said(gap)).toContain('• `ManagedClusters.listClusterUserCredentials` needs `Microsoft.ContainerService/');
    expect(said(gap)).toContain('*This cures it*\n```az role assignment create');
  });
  it('never says resolved', () => expect(said(gap)).not.toMatch(/resolved/i));
  it('of 99.9 % is not 100 %', () => {
    const view = estate['first scan']!;
    expect(said(view.is === 'baseline' ? { ...view, coverage: 0.999 } : view)).toContain('*Coverage*\n99 %');
  });
});

describe('a storm', () => {
  const storm = estate['storm']!;
  it('names every critical one, even where there are many', () => {
    if (storm.is !== 'storm') throw new Error('no storm');
    const [one] = storm.criticals;
    const criticals = Array.from({ length: 10 }, (_, at) => ({ ...one!, where: `cluster-${at}` }));
    for (const { where } of criticals) expect(said({ ...storm, criticals })).toContain(`\`${where}\``);
  });
  it('says who did most of it', () => expect(said(storm)).toContain('92 % of it by *run-4812 (role terraform-ci)*'));
  it('is calm in words and colour', () => {
    expect(said(estate['storm, calm again']!)).toContain('calm again');
    expect(draw(estate['storm, calm again']!).attachments[0]?.color).not.toBe(draw(storm).attachments[0]?.color);
  });
});

describe('a digest', () => {
  it('has a line of bars that ends today', () =>
    expect(said(estate['digest']!)).toContain('*Open criticals, 14 days*\n▃▃▅██▆▆▆▅▅▅▃▅▅ 2'));
  it('strikes through the coverage that was', () => expect(said(estate['digest']!)).toContain('~100 %~ → 97 %'));
  it('leaves out what there is none of', () => {
    for (const head of ['Oldest criticals', 'Fixes waiting', 'Accepted risks', 'Open critical', 'Open criticals'])
      expect(said(estate['all quiet']!)).not.toContain(`*${head}*`);
  });
});

describe('a report', () => {
  it('that has an address has a button', () =>
    expect(idsOf(estate['first scan']!)).toEqual(['report', 'post-top', 'more']));
  it('that has none is named by its place', () => {
    expect(idsOf(estate['first scan, not everything read']!)).toEqual(['post-top']);
    expect(said(estate['first scan, not everything read']!)).toContain(
      'report s3://shoalwatch-evidence/reports/2026-11-21/report.html',
    );
  });
});

describe('a waiver', () => {
  it('shows an approver how much it hides, and until when', () => {
    expect(said(waivers['asked for, nobody may decide']!)).toContain('*Hides*\n7 open findings');
    expect(said(waivers['asked for']!)).toContain('*Until*\n<!date^');
  });
  it('can be decided by a button only where somebody may decide', () => {
    expect(idsOf(waivers['asked for']!)).toEqual(['grant-waiver', 'deny-waiver', 'change-waiver', 'more']);
    expect(idsOf(waivers['asked for, nobody may decide']!)).toEqual(['more']);
    expect(said(waivers['asked for, nobody may decide']!)).toContain(
      ':lock: Nobody can decide this: access.riskOwners names nobody for critical.',
    );
  });
  it('that has ended offers a fix first, then to ask again', () => {
    expect(idsOf(waivers['ended']!)).toEqual(['propose', 'renew-waiver']);
  });
});
