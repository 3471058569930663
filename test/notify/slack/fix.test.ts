import { describe, expect, it } from 'vitest';
import { blocksOf, type Message } from '#notify/slack/message';
import { render } from '#notify/slack/render';
import { fixes } from '#notify/slack/samples/fixes';
import type { FixView } from '#notify/views';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const draw = (view: FixView): Message => render(view, () => 'n');
const said = (view: FixView): string => mrkdwnTexts(draw(view)).join('\n');
const controlsOf = (view: FixView) => blocksOf(draw(view)).flatMap((it) => (it.type === 'actions' ? it.elements : []));
const idsOf = (view: FixView) => controlsOf(view).flatMap((it) => ('action_id' in it ? [it.action_id] : []));
const proposed = fixes['proposed']!;

describe('the title and the sentence below it', () => {
  it.each([
    [
      'proposed',
      '*Fix proposed: limit the API to 2 networks*',
      'The API is reachable from 203.0.113.0/24 and 198.51.100.0/24 alone',
    ],
    ['running', '*Fix is running: limit the API to 2 networks*', 'Step 2 of 3: wait until EKS has carried it out.'],
    ['succeeded', '*Fixed: limit the API to 2 networks*', 'The cloud was read again and shows the new values.'],
    [
      'failed',
      '*Fix failed, nothing was changed:',
      'It failed at step 1 of 3, write the endpoint configuration. Everything is as it was.',
    ],
    [
      'rolled back',
      '*Fix failed and was rolled back:',
      'What it had changed was put back, and the cloud was read again.',
    ],
    [
      'partly changed',
      '*Fix failed half way:',
      'Part of it is changed and could not be put back: somebody has to look now.',
    ],
    ['undone', '*Fix undone:', 'What stood before was put back. The finding is open again.'],
    ['rejected', '*Fix rejected:', 'Nothing was changed. The finding stays open.'],
    ['expired', '*Plan expired:', 'Nobody approved it in time. Nothing was changed, and the finding stays open.'],
    [
      'out of date',
      '*Plan is out of date:',
      'What it was planned on has changed since. Nothing was changed: plan it again.',
    ],
    [
      'stopped',
      '*Fix stopped:',
      'Somebody stopped it at step 2 of 3, wait until EKS has carried it out. What was changed before that stays.',
    ],
  ])('%s', (name, title, main) => {
    const [head, body] = draw(fixes[name]!).blocks.map((it) => JSON.stringify(it));
    expect(head).toContain(title);
    expect(body).toContain(main);
  });
});

describe('who may say yes', () => {
  it('is named, with how many did and that it is not the proposer', () => {
    expect(said(proposed)).toContain('*Needs approval by*\nsre-approvers (0 of 1, not the proposer)');
    expect(idsOf(proposed)).toEqual(['approve', 'reject', 'more']);
  });
  it('is asked again before anything is done, with cluster and account', () => {
    const [approve] = controlsOf(proposed);
    expect(approve).toMatchObject({ style: 'primary', confirm: { title: { text: 'Apply this fix now?' } } });
    expect(JSON.stringify(approve)).toContain('payments-prod in payments');
  });
  it('the question always names the place, however long the effect is', () => {
    const [approve] = controlsOf({ ...proposed, effect: 'x'.repeat(5000), does: 'y'.repeat(5000) });
    expect(JSON.stringify(approve)).toContain('payments-prod in payments');
  });
  it('is nobody where nobody is named: why, and no button', () => {
    const view = fixes['proposed, nobody may approve']!;
    expect(said(view)).toContain(':lock: Nobody can approve this: access.approvers names nobody');
    expect(idsOf(view)).toEqual(['more']);
  });
});

describe('what it changes', () => {
  it('is shown before and after', () => {
    expect(said(proposed)).toContain('• publicAccessCidrs: `0.0.0.0/0` → `203.0.113.0/24, 198.51.100.0/24`');
  });
  it('the other way round once it was put back', () => {
    expect(said(fixes['undone']!)).toContain('• publicAccessCidrs: `203.0.113.0/24, 198.51.100.0/24` → `0.0.0.0/0`');
  });
  it('is never claimed: what the cloud says stands beside it where it differs', () => {
    const lines = proposed.lines.map((it) => ({ ...it, readBack: 'other' }));
    const view: FixView = { ...fixes['succeeded']!, lines };
    expect(said(view)).toContain('(the cloud says `other`)');
    expect(said(view)).toContain('shows other values than planned');
  });
  it('a finding that is still open is told of', () => {
    expect(said({ ...fixes['succeeded']!, stillOpen: true })).toContain(
      'The finding is still open: the fix stays, and something else is wrong too.',
    );
  });
  it('nothing is called fixed, or is green, whose finding nobody saw go', () => {
    const done = fixes['succeeded']!;
    const open = render({ ...done, stillOpen: true }, () => 'n');
    const unsure = render({ ...done, stillOpen: true, unsure: true }, () => 'n');
    expect(
      [done, { ...done, stillOpen: true }, { ...done, stillOpen: true, unsure: true }].map(
        (it) => render(it, () => 'n').attachments[0]?.color,
      ),
    ).toEqual(['#2E7D32', '#C77700', '#C77700']);
    expect(open.text).toMatch(/^Fix made, the finding is still open in /);
    expect(unsure.text).toMatch(/^Fix made, and not verified in .* Whether the finding is gone could not be verified/);
    expect(unsure.text).not.toContain('something else is wrong');
  });
  it('what was not kept of it is not said to show the new values', () => {
    const lines = proposed.lines.map(({ readBack: _, ...it }) => it);
    const { text } = render({ ...fixes['succeeded']!, lines }, () => 'n');
    expect(text).toContain('The cloud was read again.');
    expect(text).not.toContain('shows the new values');
  });
});

it('what warns comes before what is well', () => {
  const words = said(proposed);
  expect(words.indexOf(':warning: 2 addresses')).toBeLessThan(words.indexOf(':white_check_mark: Private access'));
});

it('a fix that failed says the provider’s code, what is left and what comes next', () => {
  const words = said(fixes['partly changed']!);
  expect(words).toContain(':x: `AccessDeniedException` not authorized');
  expect(words).toContain('• endpointPrivateAccess is true now');
  expect(words).toContain('*Next:* Give the remediator role');
  expect(words).toContain('<https://example.com/runbooks/eks-endpoint|What to do by hand>');
});

it('only what runs can be stopped, and only what has ended undone', () => {
  const all = ['approve', 'reject', 'stop', 'undo', 'retry'] as const;
  const buttons = (name: string) => idsOf({ ...fixes[name]!, may: all });
  expect(buttons('proposed')).toEqual(['approve', 'reject']);
  expect(buttons('running')).toEqual(['stop']);
  expect(buttons('succeeded')).toEqual(['undo']);
  expect(buttons('failed')).toEqual(['retry', 'undo']);
});
