import type { ErrorDetail } from '@aws-sdk/client-eks';
import { afterEach, describe, expect, test } from 'vitest';
import { fixView } from '#app/remediate/fix-view';
import { render } from '#notify/slack/render';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { Plan, Remediation } from '#model';
import { openEndpoints } from '../contract/aws/estate.ts';
import { sceneOn } from './fix-scene.ts';
import { eksStand, type EksStand } from './fix-stand-eks.ts';
import { policyWith } from './fix-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const policy = policyWith({ [rule.id]: { params: { allowedCidrs: allowed } } });

let stand: EksStand;
afterEach(() => stand.close());

const cidrsOf = (name: string) => stand.cidrsOf(name);

async function approved() {
  stand = await eksStand(openEndpoints(), rule, policy);
  const it = await sceneOn(stand).approved();
  return { ...it, name: it.plan.resource.name };
}

const kept = (plan: Plan): Promise<Remediation> => sceneOn(stand).remediation({ plan });

const writes = (): number => stand.sim.calls.filter(({ operation }) => operation === 'UpdateClusterConfig').length;

const viewOf = (remediation: Remediation) =>
  fixView({
    ...{ remediation, at: remediation.finishedAt ?? '', group: 'g-1', access: {}, render: 1 },
    style: { buttons: true, detail: 'full' },
    rule: { id: rule.id, title: rule.title, why: rule.why, fix: rule.fix },
    target: { id: remediation.plan.resource.target, provider: 'aws' },
  });

const gone: ErrorDetail = { errorCode: 'SubnetNotFound', errorMessage: 'We could not find subnet-1.' };

describe('an update that EKS ends as Failed', () => {
  test('ends the plan at once with its code and text, and is sent once', async () => {
    const { plan, name, order } = await approved();
    const before = await cidrsOf(name);
    stand.sim.failUpdate([gone, { errorCode: 'IpNotAvailable', errorMessage: 'And no address is left.' }]);
    const ended = await stand.run(order);
    const says = `EKS ended the update of ${name} as Failed. We could not find subnet-1. And no address is left.`;
    expect([ended.status, ended.output['state'], ended.output['says']]).toEqual(['SUCCEEDED', 'failed', says]);
    const stored = await kept(plan);
    expect([stored.state, stored.left, stored.code, stored.why]).toEqual([
      'failed',
      'unchanged',
      'SubnetNotFound',
      says,
    ]);
    expect([writes(), stand.sends(), await cidrsOf(name)]).toEqual([1, 1, before]);
    const history = await stand.memory.remediations.history(plan.id);
    expect(history.slice(-3).map(({ act }) => act)).toEqual(['sends step 1', 'waits for step 1', 'failed']);
    expect(history.at(-1)?.remediation.why).toBe(says);
  });

  test('is counted for an alarm that hears the machine succeed, and no longer after ten minutes', async () => {
    const { order } = await approved();
    stand.sim.failUpdate([gone]);
    expect((await stand.run(order)).status).toBe('SUCCEEDED');
    await stand.tend({});
    expect(stand.measured.at(-1)).toEqual({ FixesUnderWay: 0, FixesStuck: 0, FixesFailed: 1 });
    stand.passes(10 * 60_000);
    await stand.tend({});
    expect(stand.measured.at(-1)).toEqual({ FixesUnderWay: 0, FixesStuck: 0, FixesFailed: 0 });
  });

  test('of an undo says so, and leaves what the fix wrote', async () => {
    const { plan, name, order } = await approved();
    await stand.run(order);
    stand.sim.failUpdate([gone]);
    await stand.run({ ...order, do: 'undo', by: 'bob@example.com' });
    const stored = await kept(plan);
    expect([stored.state, stored.left, stored.code, writes()]).toEqual([
      'failed',
      'partly-changed',
      'SubnetNotFound',
      2,
    ]);
    expect(await cidrsOf(name)).toEqual(allowed);
  });

  test('is told in one short line without secrets, however much EKS says', async () => {
    const { plan, order } = await approved();
    const errorMessage = `password=hunter2-hunter2\n${'x'.repeat(100_000)}`;
    stand.sim.failUpdate([{ errorCode: 'Unknown', errorMessage }]);
    await stand.run(order);
    const { state, why = '' } = await kept(plan);
    expect([state, why.length < 1000, why.includes('hunter2'), why.includes('\n')]).toEqual([
      ...['failed', true, false, false],
    ]);
  });

  test('says it on the card as text, whatever it says', async () => {
    const { plan, name, order } = await approved();
    stand.sim.failUpdate([
      { errorCode: 'Unknown', errorMessage: '<!channel> <https://evil.example|sign in> `x` \u202Egnp.exe\u0000' },
    ]);
    await stand.run(order);
    const remediation = await kept(plan);
    const view = viewOf(remediation);
    expect(view).toMatchObject({ state: 'failed', error: { code: 'Unknown' } });
    const card = JSON.stringify(render(view, () => 'n'));
    expect(card).toContain(`EKS ended the update of ${name} as Failed.`);
    expect(card).not.toMatch(/<!channel>|<https:\/\/evil|\u202E|\\u0000|\\u202e/);
  });
});

test('an update that EKS goes on with for long is waited for, asked for once a call, and read back', async () => {
  const { plan, name, order } = await approved();
  stand.takes(3);
  await stand.run(order);
  const stored = await kept(plan);
  expect([stored.state, stored.left, writes(), await cidrsOf(name)]).toEqual(['done', 'changed', 1, allowed]);
  const [window] = stored.writes;
  expect(stored.requests).toContain(window?.begun?.work);
});

test('that EKS took its time is no fault of a fix that is done, nor of one that is undone', async () => {
  const { plan, order } = await approved();
  const done = await stand.run(order);
  expect([done.output['state'], done.output['says'], viewOf(await kept(plan)).error]).toEqual([
    ...['done', '', undefined],
  ]);
  const undone = await stand.run({ ...order, do: 'undo', by: 'bob@example.com' });
  expect([undone.output['state'], undone.output['says'], viewOf(await kept(plan)).error]).toEqual([
    ...['undone', '', undefined],
  ]);
});
