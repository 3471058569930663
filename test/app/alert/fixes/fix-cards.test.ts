import { afterEach, beforeEach, expect, it } from 'vitest';
import { agenda } from '#app/alert/agenda';
import { deal } from '#app/alert/deal';
import { groundOf, withSlack, type AlertDesk, type Ground } from '#app/alert/desk';
import { fixesWaiting } from '#app/alert/bulletins/fixes-waiting';
import { tellerOf } from '#app/alert/tell';
import { approve, reject } from '#app/remediate/approve';
import { propose } from '#app/remediate/propose';
import { fixByPolicy } from '#app/remediate/tend';
import rule from '#rules/gcp/gke/gke-legacy-abac';
import type { PolicyDocument } from '#model';
import { generateGcpEstate } from '../../../sim/gcp/generate.ts';
import { bodyOf, channel, fixOffice, looksOf, textOf, toldIn, type FixOffice } from '../../../support/fix-office.ts';
import { open } from '../../remediate/bench.ts';
import { gkeStand, type Standing } from '../../remediate/stands.ts';

let stand: Standing;
let slack: FixOffice;
let finding: string;

async function opened(policy: PolicyDocument = toldIn(open)): Promise<void> {
  stand = await gkeStand(generateGcpEstate({ seed: 7, clusters: 14 }), [rule], policy);
  slack = await fixOffice(stand);
  finding = (await stand.finding(rule.id)).id;
}
beforeEach(() => opened());
afterEach(async () => {
  await slack.close();
  await stand.close();
});

const plan = async (by = 'ana@example.com'): Promise<string> =>
  (await propose(stand.bench, { finding, by, byPerson: true })).remediation.plan.id;
const posted = () => slack.slack.state.messages.filter(({ deleted }) => !deleted);
const planCard = (id: string) =>
  posted().findLast((it) => bodyOf(it).includes(`plan \`${id}\``) && textOf(it).startsWith('F'));

it('a plan that nobody pressed for has its card, in the thread of what it is about', async () => {
  await slack.opens(finding);
  const id = await plan();
  await slack.tell();
  expect(slack.fixCard()?.thread).toBe(slack.findingCard()?.ts);
  expect(textOf(slack.fixCard()!)).toMatch(/^Fix proposed for /);
  expect(bodyOf(slack.findingCard())).toContain(`*A fix is proposed* by ana@example.com`);
  expect(bodyOf(slack.findingCard())).toContain(`plan \`${id}\` in the thread`);
});

it('a plan for what another message tells of stands by itself', async () => {
  await slack.tell();
  const id = await plan();
  await slack.tell();
  expect(planCard(id)).toMatchObject({ channel });
  expect(planCard(id)?.thread).toBeUndefined();
});

it('a plan answers the card that falls due at the same moment', async () => {
  await slack.tell();
  const [found] = await stand.memory.findingsOf([finding]);
  const at = new Date(stand.bench.clock.now()).toISOString();
  await stand.memory.announce([{ kind: 'reopened', cause: 'change', finding: found! }], at);
  await plan();
  await slack.tell();
  expect(slack.fixCard()?.thread).toBe(slack.findingCard()?.ts);
});

it('a card that cannot be answered does not keep its plan from being told of', async () => {
  await slack.opens(finding);
  slack.slack.fail({ kind: 'error', method: 'chat.postMessage', error: 'thread_not_found' });
  const id = await plan();
  await slack.tell();
  expect(planCard(id)).toMatchObject({ channel });
  expect(planCard(id)?.thread).toBeUndefined();
});

it('a failure that cannot be shown in the channel is told of all the same', async () => {
  await slack.opens(finding);
  const id = await plan();
  await slack.tell();
  stand.fallsAfterWrite();
  await approve(stand.bench, { plan: id, by: 'bob' });
  await stand.carryOut(id);
  slack.slack.fail({ kind: 'error', method: 'chat.update', error: 'cant_broadcast_message' });
  await slack.tell();
  expect(textOf(slack.fixCard()!)).toMatch(/^Fix failed and was rolled back/);
});

it('a plan whose answer was lost is posted once more, and edited from then on', async () => {
  await slack.opens(finding);
  slack.slack.fail({ kind: 'lost-answer', method: 'chat.postMessage' });
  const id = await plan();
  await slack.tell();
  await stand.bench.clock.sleep(9000);
  await slack.tell();
  const cards = posted().filter((it) => textOf(it).startsWith('Fix '));
  expect(cards).toHaveLength(2);
  await reject(stand.bench, { plan: id, by: 'ana@example.com' });
  await slack.tell();
  expect(posted().filter((it) => textOf(it).startsWith('Fix '))).toHaveLength(2);
  expect(textOf(slack.fixCard()!)).toMatch(/^Fix rejected/);
});

it('what moved twice before anybody looked is told of once, as it stands', async () => {
  await slack.opens(finding);
  const id = await plan();
  await reject(stand.bench, { plan: id, by: 'ana@example.com' });
  const before = slack.slack.state.calls.filter(({ method }) => method === 'chat.postMessage').length;
  await slack.tell();
  expect(slack.slack.state.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(before + 1);
  expect(textOf(slack.fixCard()!)).toMatch(/^Fix rejected/);
  expect(looksOf(slack.findingCard()).colour).toBe('#B3261E');
});

it('what ended long before anybody was told of anything is no news', async () => {
  const id = await plan();
  await reject(stand.bench, { plan: id, by: 'ana@example.com' });
  for (let left = 401; left > 0; left -= 1) await stand.bench.clock.sleep(9000);
  await slack.opens(finding);
  expect(planCard(id)).toBeUndefined();
  expect(await stand.memory.remediations.moved('2099-01-01T00:00:00.000Z')).toEqual([]);
});

it('where the policy names no channel nobody is told, and nothing waits for it', async () => {
  await slack.close();
  await stand.close();
  await opened(open);
  await plan();
  await slack.tell();
  expect(slack.slack.state.calls).toEqual([]);
  expect(await stand.memory.remediations.moved('2099-01-01T00:00:00.000Z')).toEqual([]);
});

it('a fix that policy makes by itself has a card, which nobody has to press', async () => {
  await slack.close();
  await stand.close();
  await opened(toldIn({ ...open, remediation: { ...open.remediation, level: 'auto', autoFor: [rule.id] } }));
  await slack.opens(finding);
  const [fixed] = await fixByPolicy(stand.bench, await stand.memory.findingsOf([finding]));
  expect(fixed?.state).toBe('done');
  await slack.tell();
  expect(textOf(slack.fixCard()!)).toMatch(/^Fixed in /);
  expect(bodyOf(slack.fixCard())).toContain('approved by policy');
});

it('the digest names the fixes of its channel that wait for a word', async () => {
  await slack.close();
  await stand.close();
  const told = toldIn(open);
  await opened({ ...told, notify: { slack: { ...told.notify!.slack!, digest: { at: '09:00', days: 'daily' } } } });
  await slack.opens(finding);
  const { clock } = slack.alerts;
  const tomorrow = { ...slack.alerts, clock: { ...clock, now: () => clock.now() + 26 * 3_600_000 } };
  const bench = { ...stand.bench, clock: tomorrow.clock };
  const { remediation } = await propose(bench, { finding, by: 'ana@example.com', byPerson: true });
  await deal(tomorrow);
  await agenda(tomorrow);
  await tellerOf(tomorrow).tell();
  const digest = bodyOf(posted().find((it) => textOf(it).startsWith('Digest')));
  expect(digest).toMatch(/Fixes waiting for approval\*\\n• set legacy abac of gke-\d+ · `gke-\d+` · until /);
  const ground = await groundIn(tomorrow);
  expect((await fixesWaiting(ground, channel)).map(({ plan: it }) => it)).toEqual([remediation.plan.id]);
  expect(await fixesWaiting(ground, 'C0PLAT')).toEqual([]);
});

async function groundIn(desk: AlertDesk): Promise<Ground> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) throw new Error('the policy names a channel');
  return ground;
}
