import { describe, expect, it } from 'vitest';
import { colours } from '#notify/slack/colours';
import { blocksOf, type Message } from '#notify/slack/message';
import { render } from '#notify/slack/render';
import { findings, group, open } from '#notify/slack/samples/findings';
import type { Act, FindingView } from '#notify/views';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const draw = (view: FindingView): Message => render(view, (act) => `n-${act}`);
const said = (view: FindingView): string => mrkdwnTexts(draw(view)).join('\n');
const controlsOf = (view: FindingView) =>
  blocksOf(draw(view)).flatMap((it) => (it.type === 'actions' ? it.elements : []));
const idsOf = (view: FindingView): readonly string[] =>
  controlsOf(view).flatMap((it) => ('action_id' in it ? [it.action_id ?? ''] : []));
const link = '<https://eu-west-1.console.aws.amazon.com/eks/clusters/payments-prod?region=eu-west-1|';
const what = 'The API endpoint is open to the whole internet';

describe('the title', () => {
  it.each([
    ['open', `:red_circle: *${link}${what}>*  ·  \`payments-prod\`  ·  CRITICAL`],
    ['announced', `:hourglass_flowing_sand: *About to happen: ${link}${what}>*  ·  \`payments-prod\`  ·  CRITICAL`],
    [
      'back again',
      `:red_circle: *Back again (3rd time in 30 days): ${link}${what}>*  ·  \`payments-prod\`  ·  CRITICAL`,
    ],
    ['snoozed', `:zzz: *Snoozed: ${link}${what}>*  ·  \`payments-prod\`  ·  CRITICAL`],
    ['accepted', `:ballot_box_with_check: *Risk accepted: ${link}${what}>*  ·  \`payments-prod\`  ·  CRITICAL`],
    ['resolved by a person', `:white_check_mark: *Resolved:* ~${what}~  ·  \`payments-prod\`  ·  was CRITICAL`],
    ['gone', `:wastebasket: *Gone:* ~${what}~  ·  \`payments-prod\`  ·  was CRITICAL`],
    ['withdrawn', `:leftwards_arrow_with_hook: *Withdrawn:* ~${what}~  ·  \`payments-prod\`  ·  was CRITICAL`],
    ['no longer applies', `:heavy_minus_sign: *No longer applies:* ~${what}~  ·  \`payments-prod\`  ·  was CRITICAL`],
    ['group', ':large_orange_circle: *The container may run as root: 11 resources*  ·  `3 clusters`  ·  HIGH'],
  ])('%s: says the state in words, not by a sign alone', (name, title) => {
    expect(draw(findings[name]!).blocks[0]).toMatchObject({ type: 'section', text: { text: title, verbatim: true } });
  });

  it('strikes through the severity that it had', () => {
    expect(JSON.stringify(draw({ ...open, was: { severity: 'high' } }).blocks[0])).toContain('~HIGH~ → CRITICAL');
  });

  it('of a group whose messages differ names one and counts the others', () => {
    const members = group.members.map((it, at) => ({ ...it, message: `Container ${at} may run as root.` }));
    const view = { ...group, message: 'Container 0 may run as root.', members };
    expect(JSON.stringify(draw(view).blocks[0])).toContain('Container 0 may run as root, and 10 more like it');
  });
});

it.each([
  ['none', 'Nobody notices the fix; it can be undone.'],
  ['brief', 'The fix is brief: connections are made anew, nothing restarts; it can be undone.'],
  ['disruptive', 'The fix is disruptive: nodes or pods are replaced, or callers are cut off; it can be undone.'],
] as const)('says what a fix of impact %s does to people', (impact, words) => {
  expect(said({ ...open, fix: { level: 'propose', why: 'the default', impact, reversible: true } })).toContain(words);
});

describe('where it is', () => {
  const [member] = open.members;
  const named = (name: string, message = open.message): FindingView => ({
    ...{ ...open, message, cluster: undefined, members: [{ ...member!, name }] },
  });
  const within = (name: string, message = open.message): FindingView => ({
    ...{ ...open, message, members: [{ ...member!, name }] },
  });
  const title = (view: FindingView): string => JSON.stringify(draw(view).blocks[0]);

  it('is the resource where there is no cluster', () => {
    expect(title(named('harbourdemo'))).toContain('`harbourdemo`');
    expect(draw(named('harbourdemo')).text).toContain('CRITICAL in harbourdemo (payments 111122223333, eu-west-1): ');
  });
  it('is the account where the message names the resource', () => {
    const view = named('allow-ssh', 'allow-ssh opens port 22.');
    expect(title(view)).toContain('`payments 111122223333, eu-west-1`');
    expect(draw(view).text).toContain('CRITICAL in payments 111122223333, eu-west-1: allow-ssh opens port 22.');
  });
  it('is the cluster, and the resource in it', () => {
    expect(title(within('payments-prod/pci'))).toContain('`payments-prod`  ·  `pci`  ·  CRITICAL');
    expect(draw(within('ops/backup')).text).toContain('payments-prod (payments 111122223333, eu-west-1), ops/backup: ');
  });
  it('is the cluster alone where the message names the resource', () => {
    expect(title(within('ops/backup', 'ops/backup runs as root.'))).toContain('`payments-prod`  ·  CRITICAL');
  });
  it.each([
    ['k8s:arn:aws:eks:eu-west-1:111122223333:cluster/a', 'Account'],
    ['k8s:/subscriptions/1/resourcegroups/g/providers/x/managedclusters/a', 'Subscription'],
    ['k8s://container.googleapis.com/projects/p/locations/l/clusters/a', 'Project'],
    ['k8s:files:shop', 'Cluster API'],
  ])('%s lies in what its cloud calls %s', (id, label) => {
    const target = { ...open.target, id, provider: 'kubernetes' as const };
    expect(mrkdwnTexts(draw({ ...open, target })).some((it) => it.startsWith(`*${label}*`))).toBe(true);
  });
});

describe('the lock screen', () => {
  it.each([
    [
      'open',
      'CRITICAL in payments-prod (payments 111122223333, eu-west-1): The API endpoint is open to the whole internet. Changed by ana@example.com (role platform-admin) in the console, 2026-11-21 09:12 UTC.',
    ],
    ['group', 'HIGH in 3 clusters: The container may run as root: 11 resources.'],
    [
      'gone',
      'Gone in payments-prod (payments 111122223333, eu-west-1): The resource was deleted; nobody put it right. Before (critical): The API endpoint is open to the whole internet.',
    ],
  ])('%s', (name, text) => {
    expect(draw(findings[name]!).text).toBe(text);
  });
});

describe('the colour is the state', () => {
  it.each([
    ['announced', 'waiting'],
    ['open', 'open'],
    ['open, nobody known', 'open'],
    ['a fix is proposed', 'waiting'],
    ['a fix is running', 'waiting'],
    ['snoozed', 'quiet'],
    ['accepted', 'quiet'],
    ['resolved by a person', 'done'],
    ['gone', 'quiet'],
    ['no longer applies', 'quiet'],
    ['withdrawn', 'quiet'],
  ] as const)('%s is %s', (name, colour) => {
    expect(draw(findings[name]!).attachments.map(({ color }) => color)).toEqual([colours[colour]]);
  });
});

describe('who did it', () => {
  it('is the person of an assumed role, with call, time, origin and address', () => {
    expect(said(open)).toContain(
      ':bust_in_silhouette: Changed by *ana@example.com (role platform-admin)* in the console · `UpdateClusterConfig` · <!date^1795252324^{date_short_pretty} {time}|2026-11-21 09:12 UTC> · from `203.0.113.0/24`',
    );
  });
  it.each([
    ['read', 'Who changed it is not known: no matching audit event in the last 24 h'],
    ['policy', 'Nobody changed it: the policy did, and judges it otherwise now'],
    ['ruleset', 'Nobody changed it: new or better rules found it'],
    ['time', 'Nobody changed it: time did'],
  ] as const)('without a change, cause %s: %s', (cause, words) => {
    expect(said({ ...open, change: undefined, cause })).toContain(words);
  });
  it('of a resolved one is who put it right, and never who broke it', () => {
    expect(said(findings['resolved by a person']!)).toContain('run-4812 (role terraform-ci)');
    expect(said(findings['resolved by a person']!)).not.toContain('ana@example.com');
    expect(said(findings['resolved by Shoalwatch']!)).toContain('Shoalwatch, plan `p-8kd2w1`');
  });
});

describe('the fields', () => {
  it('show what was found before struck through', () => {
    expect(said(open)).toContain('*Found*\n~`203.0.113.0/24`~ → `0.0.0.0/0`');
  });
  it('leave out what is not known, and counts of one', () => {
    const bare = {
      ...open,
      evidence: undefined,
      owner: undefined,
      frameworks: [],
      target: { ...open.target, region: undefined },
    };
    for (const label of ['Found', 'Expected', 'Owner', 'Frameworks', 'Region', 'Left', 'Resource'])
      expect(said(bare)).not.toContain(`*${label}*`);
  });
  it('name three frameworks at most', () => {
    expect(said(group)).toContain('Pod Security restricted, NSA/CISA non-root containers, CIS EKS 1.8 4.2.6');
    expect(said(group)).not.toContain('4.2.7');
  });
  it('count what is left of a group', () => {
    expect(said(group)).toContain('*Left*\n~14~ → 11 of 14');
    expect(said({ ...group, counts: { open: 14, ever: 14 }, was: undefined })).not.toContain('*Left*');
  });
});

describe('the controls', () => {
  it('are three and a menu, the first of them primary', () => {
    expect(idsOf(open)).toEqual(['propose', 'snooze', 'accept-risk', 'more']);
    expect(controlsOf(open).map((it) => ('style' in it ? it.style : undefined))).toEqual([
      'primary',
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('are those that the view allows, and no other', () => {
    const may: readonly Act[] = ['snooze', 'explain'];
    expect(idsOf({ ...open, may })).toEqual(['snooze', 'more']);
    expect(idsOf({ ...open, may: [] })).toEqual([]);
  });
  it('are none where a channel wants none', () => {
    expect(idsOf({ ...open, style: { buttons: false, detail: 'full' } })).toEqual([]);
  });
  it('offer no fix before it has happened', () => {
    expect(idsOf({ ...findings['announced']!, may: open.may })).not.toContain('propose');
  });
  it('offer a link only where there is an address', () => {
    const view = { ...findings['announced']!, members: [], cluster: undefined };
    expect(idsOf(view)).toEqual(['explain', 'more']);
  });
  it('snooze for no longer than allowed', () => {
    const options = controlsOf(open).flatMap((it) => (it.type === 'static_select' ? (it.options ?? []) : []));
    expect(options.map(({ value }) => value)).toEqual([
      'v1.g-7q2m4x.n-snooze.1h',
      'v1.g-7q2m4x.n-snooze.8h',
      'v1.g-7q2m4x.n-snooze.1d',
    ]);
  });
});

describe('calls', () => {
  const style = { buttons: true, detail: 'full', mention: 'S0SRE' } as const;
  it.each([
    ['open', true],
    ['announced', true],
    ['snoozed', false],
    ['resolved by a person', false],
    ['gone', false],
  ])('%s: %s', (name, calls) => {
    expect(said({ ...findings[name]!, style }).includes('<!subteam^S0SRE>')).toBe(calls);
  });
  it('no one whose id is none', () => {
    for (const mention of ['!channel', 'S0SRE>', 'here', ''])
      expect(said({ ...open, style: { ...style, mention } })).not.toContain('<!subteam');
  });
});

it('the words of a brief card are fewer', () => {
  const brief = said({ ...open, style: { buttons: true, detail: 'brief' } });
  expect(brief).toContain('*Found*');
  expect(brief).not.toContain('*Frameworks*');
  expect(brief).not.toContain('To put it right');
});

it('a block has another id in each rendering', () => {
  const idsIn = (render: number) => blocksOf(draw({ ...open, render })).map(({ block_id }) => block_id);
  expect(idsIn(1)).toEqual(['title.1', 'main.1', 'facts.1', 'who.1', 'fix.1', 'acts.1', 'ids.1']);
  expect(new Set([...idsIn(1), ...idsIn(2)]).size).toBe(14);
});
