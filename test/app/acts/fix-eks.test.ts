import { DescribeClusterCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { PolicyDocument } from '#model';
import { openEndpoints } from '../../contract/aws/estate.ts';
import { bodyOf, fixOffice, looksOf, textOf, toldIn, type FixOffice } from '../../support/fix-office.ts';
import { open } from '../remediate/bench.ts';
import { eksStand } from '../remediate/eks-stand.ts';

const allowedCidrs = ['198.51.100.0/24', '203.0.113.7/32'];
const policy: PolicyDocument = toldIn({ ...open, rules: { [rule.id]: { params: { allowedCidrs } } } });
const colours = { open: '#B3261E', waiting: '#C77700', done: '#2E7D32', quiet: '#8A8D91' };

let stand: Awaited<ReturnType<typeof eksStand>>;
let slack: FixOffice;
let name: string;
let finding: string;

beforeEach(async () => {
  stand = await eksStand(openEndpoints(), [rule], policy);
  slack = await fixOffice(stand);
  const found = await stand.finding(rule.id);
  finding = found.id;
  name = found.resource.name;
  await slack.opens(finding);
});
afterEach(async () => {
  await slack.close();
  await stand.close();
});

const cidrs = async (): Promise<readonly string[] | undefined> =>
  (await stand.eks.send(new DescribeClusterCommand({ name }))).cluster?.resourcesVpcConfig?.publicAccessCidrs;
const setCidrs = async (...publicAccessCidrs: string[]): Promise<void> => {
  await stand.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig: { publicAccessCidrs } }));
};
const status = async () => (await stand.memory.findingsOf([finding]))[0]?.status;
const plans = async () => (await stand.memory.remediations.all()).map(({ state }) => state);
const states = ({ colour, buttons }: ReturnType<typeof looksOf>) => [colour, ...buttons];
const versions = (card: ReturnType<FixOffice['fixCard']>): readonly unknown[] =>
  (card?.versions ?? []).map(({ payload }) => /"color":"(#[0-9A-F]+)"/.exec(JSON.stringify(payload))?.[1]);

describe('an open endpoint of EKS', () => {
  it('is proposed by one, approved by another, closed, read back, and opened again by Undo', async () => {
    expect(states(looksOf(slack.findingCard()))).toEqual([colours.open, 'propose', 'snooze', 'accept-risk']);
    expect(await slack.press('U0ANA', slack.findingCard(), 'propose')).toBe(200);
    const asked = slack.findingCard();
    expect(states(looksOf(asked))).toEqual([colours.waiting, 'snooze', 'accept-risk']);
    expect(bodyOf(asked)).toContain(':wrench: *A fix is proposed* by <@U0ANA>');
    expect(slack.fixCard()?.thread).toBe(asked?.ts);
    expect(states(looksOf(slack.fixCard()))).toEqual([colours.waiting, 'approve', 'reject']);
    expect(bodyOf(slack.fixCard())).toContain('publicAccessCidrs: `0.0.0.0/0` → `198.51.100.0/24, 203.0.113.7/32`');

    await slack.press('U0BEN', slack.fixCard(), 'approve');
    expect(await cidrs()).toEqual(allowedCidrs);
    expect(await status()).toBe('resolved');
    expect(states(looksOf(slack.fixCard()))).toEqual([colours.done, 'undo']);
    expect(bodyOf(slack.fixCard())).toContain('What it changed, read back from the cloud');
    expect(looksOf(asked && slack.at(asked.ts)).colour).toBe(colours.done);
    const [plan] = await stand.memory.remediations.all();
    expect(bodyOf(asked && slack.at(asked.ts))).toContain(`Shoalwatch, plan \`${plan?.plan.id ?? '?'}\``);
    expect(new Set(versions(slack.fixCard()))).toEqual(new Set([colours.waiting, colours.done]));

    await slack.press('U0BEN', slack.fixCard(), 'undo');
    expect(await cidrs()).toEqual(['0.0.0.0/0']);
    expect([await status(), await plans()]).toEqual(['open', ['undone']]);
    expect(states(looksOf(slack.fixCard()))).toEqual([colours.quiet]);
    expect(textOf(slack.findingCard()!)).toMatch(/^CRITICAL is back in /);
    expect(slack.slack.state.messages.some(({ broadcast }) => broadcast)).toBe(false);
    expect(slack.refusals).toEqual([]);
  });

  it('is told of without a further call where nothing has moved', async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
    const before = slack.slack.state.calls.length;
    await slack.tell();
    await slack.tell();
    expect(slack.slack.state.calls).toHaveLength(before);
  });

  it('that somebody changed after the plan is refused, and a new plan has a card of its own', async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
    const first = slack.fixCard();
    await setCidrs('0.0.0.0/2');
    await slack.press('U0BEN', first, 'approve');
    expect(await cidrs()).toEqual(['0.0.0.0/2']);
    expect(textOf(slack.at(first!.ts)!)).toContain('Plan is out of date');
    expect(states(looksOf(slack.at(first!.ts)))).toEqual([colours.quiet, 'retry']);
    const next = slack.fixCard();
    expect(next?.ts).not.toBe(first?.ts);
    expect(states(looksOf(next))).toEqual([colours.waiting, 'approve', 'reject']);
    expect(bodyOf(next)).toContain('`0.0.0.0/2` → `198.51.100.0/24, 203.0.113.7/32`');
    const [{ plan } = { plan: undefined }] = (await stand.memory.remediations.all()).filter(
      ({ state }) => state === 'proposed',
    );
    expect(bodyOf(slack.at(first!.ts))).toContain(`*Next:* ${plan?.id ?? '?'} is the plan for how it stands now.`);
    expect(looksOf(slack.findingCard()).colour).toBe(colours.waiting);
  });

  it('of a cluster that falls ill is rolled back, and the whole channel sees that', async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
    stand.fallsAfterWrite();
    await slack.press('U0BEN', slack.fixCard(), 'approve');
    expect(await cidrs()).toEqual(['0.0.0.0/0']);
    expect([await status(), await plans()]).toEqual(['open', ['rolled-back']]);
    const card = slack.fixCard();
    expect(textOf(card!)).toContain('Fix failed and was rolled back');
    expect(bodyOf(card)).toContain('EKS says of the cluster: The API is gone.');
    expect(states(looksOf(card))).toEqual([colours.open, 'retry']);
    expect(card?.broadcast).toBe(true);
    expect(states(looksOf(slack.findingCard()))).toEqual([colours.open, 'propose', 'snooze', 'accept-risk']);
  });

  it('is rejected by an approver, and nothing is changed', async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
    await slack.press('U0BEN', slack.fixCard(), 'reject');
    expect([await cidrs(), await plans()]).toEqual([['0.0.0.0/0'], ['rejected']]);
    expect(states(looksOf(slack.fixCard()))).toEqual([colours.quiet]);
    expect(bodyOf(slack.fixCard())).toContain('rejected by <@U0BEN>');
    expect(states(looksOf(slack.findingCard()))).toEqual([colours.open, 'propose', 'snooze', 'accept-risk']);
  });

  it('loses its buttons when the time to approve is over, whether or not anybody has marked it', async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
    for (let hours = 0; hours < 4 * 450; hours += 1) await stand.bench.clock.sleep(9000);
    await slack.tell();
    expect(states(looksOf(slack.fixCard()))).toEqual([colours.quiet, 'retry']);
    expect(states(looksOf(slack.findingCard()))).toEqual([colours.open, 'propose', 'snooze', 'accept-risk']);
    expect(await plans()).toEqual(['proposed']);
  });
});

describe('a click that is not what it seems', () => {
  const nothing = async (): Promise<void> => {
    expect([await cidrs(), await plans(), await status()]).toEqual([['0.0.0.0/0'], ['proposed'], 'open']);
  };
  const right = 'stand-in-signing-secret';
  const sent = (secret: string, change?: (value: string) => string): Promise<number> =>
    slack.forge('U0BEN', slack.fixCard(), { act: 'approve', secret, ...(change && { change }) });
  const valueOf = (act: string): string =>
    new RegExp(`"action_id":"${act}".*?"value":"([^"]+)"`).exec(bodyOf(slack.fixCard()))?.[1] ?? '';

  beforeEach(async () => {
    await slack.press('U0ANA', slack.findingCard(), 'propose');
  });

  it('changes nothing with a bad signature', async () => {
    expect(await sent('another secret')).toBe(401);
    await nothing();
  });

  it('changes nothing from a person without a role, nor from whoever proposed it', async () => {
    expect(await slack.press('U0CISO', slack.fixCard(), 'approve')).toBe(200);
    expect(slack.outcomes.at(-1)).toMatchObject({
      is: 'refused',
      says: expect.stringContaining('You are not named in access.approvers') as string,
    });
    await slack.press('U0ANA', slack.fixCard(), 'approve');
    expect(slack.outcomes.at(-1)?.is).toBe('refused');
    await slack.press('U0GUEST', slack.fixCard(), 'approve');
    expect(slack.outcomes.at(-1)?.says).toBe('Guests of the workspace may not use Shoalwatch.');
    await nothing();
  });

  it('changes nothing with the nonce of an older rendering, of another button, or with a made-up one', async () => {
    const old = valueOf('approve');
    await slack.redraw();
    expect(valueOf('approve')).not.toBe(old);
    for (const value of [old, valueOf('reject'), old.replace(/[0-9a-f]{24}$/, '0'.repeat(24))]) {
      expect(await sent(right, () => value)).toBe(200);
      expect(slack.outcomes.at(-1)?.is).toBe('out-of-date');
    }
    await nothing();
  });

  it('changes nothing with the id of another plan', async () => {
    expect(await sent(right, (value) => value.replace(/p-[a-z0-9]{10}/, 'p-0000000000'))).toBe(200);
    expect(slack.outcomes.at(-1)).toMatchObject({ is: 'refused', says: 'Nothing is known of this message.' });
    await nothing();
  });

  it('is taken once where it is right, however often it is sent', async () => {
    const value = valueOf('approve');
    expect(await sent(right)).toBe(200);
    await sent(right, () => value);
    expect([await cidrs(), await plans()]).toEqual([allowedCidrs, ['done']]);
    const acts = (await stand.memory.remediations.history((await stand.memory.remediations.all())[0]!.plan.id)).map(
      ({ act }) => act,
    );
    expect(acts.filter((act) => act === 'approved' || act === 'sends step 1')).toEqual(['approved', 'sends step 1']);
  });
});
