import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import { afterEach, describe, expect, test } from 'vitest';
import type { PolicyDocument, RemediationPolicy } from '#model';
import rule from '#rules/aws/eks/eks-control-plane-logging';
import disruptive from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import type { AnyRule } from '#engine/any-rule';
import { bareClusters, openEndpoints } from '../contract/aws/estate.ts';
import { eksStand, type EksStand } from './fix-stand-eks.ts';
import { policyWith } from './fix-stand.ts';

let stand: EksStand;
afterEach(() => stand.close());

const { remediation: usual, ...rest } = policyWith({ [rule.id]: {} });

/** A policy that says this of remediation, and leaves room for every fix. */
const saying = (remediation: RemediationPolicy, more: Partial<PolicyDocument> = {}): PolicyDocument => ({
  ...{ ...rest, ...more },
  remediation: { limits: usual?.limits ?? {}, ...remediation },
});

const opened = async (policy: PolicyDocument, which: AnyRule = rule, estate = bareClusters()) =>
  (stand = await eksStand(estate, which, policy));

const begun = () => stand.started.filter(({ order }) => order['do'] === 'apply');
const states = async () => (await stand.memory.remediations.all()).map(({ state }) => state);
const typesOf = async (name: string) =>
  (await stand.eks.send(new DescribeClusterCommand({ name }))).cluster?.logging?.clusterLogging
    ?.filter(({ enabled }) => enabled)
    .flatMap(({ types }) => types ?? []);

describe('what policy lets be fixed by itself, in the stack', () => {
  test('is approved in the name of policy, begun once, and carried out by the machine', async () => {
    await opened(saying({ levels: [{ rule: rule.id, level: 'auto' }] }));
    await stand.tend({});
    const [first] = begun();
    if (!first) throw new Error('nothing was begun');
    const [done] = (await stand.memory.remediations.all()).filter(({ plan }) => plan.id === first.name);
    expect(done?.approved?.by).toBe('policy');
    const ended = await stand.run(first.order);
    expect([ended.status, ended.output['state']]).toEqual(['SUCCEEDED', 'done']);
    expect(await typesOf(done?.plan.resource.name ?? '')).toContain('audit');
    const before = begun().length;
    await stand.tend({});
    expect(begun().filter(({ name }) => name.startsWith(first.name))).toHaveLength(1);
    expect(begun().length).toBeGreaterThanOrEqual(before);
  });

  test.each<[string, PolicyDocument]>([
    ['is nothing where policy says auto of another rule', saying({ levels: [{ rule: disruptive.id, level: 'auto' }] })],
    [
      'is nothing where policy says auto of another environment',
      saying({ levels: [{ environment: 'dev', level: 'auto' }] }),
    ],
    [
      'is nothing where the rule is said to be approved',
      saying({ level: 'auto', levels: [{ rule: rule.id, level: 'approve' }] }),
    ],
    [
      'is nothing in a freeze',
      saying({
        ...{ level: 'auto', freeze: [{ from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' }] },
      }),
    ],
  ])('%s', async (_, policy) => {
    await opened(policy);
    await stand.tend({});
    expect([begun(), await states()]).toEqual([[], []]);
  });

  test('is nothing that somebody would notice, unless the rule is named', async () => {
    const params = { allowedCidrs: ['198.51.100.0/24'] };
    const rules = { [disruptive.id]: { params } };
    await opened(saying({ level: 'auto' }, { rules }), disruptive, openEndpoints());
    await stand.tend({});
    expect([begun(), await states()]).toEqual([[], []]);
  });

  test('is nothing while the kill switch is on, and begins when it is off', async () => {
    await opened(saying({ level: 'auto' }));
    const at = new Date(stand.clock.now()).toISOString();
    await stand.memory.pause.set({ paused: true, by: 'ana@example.com', at });
    await stand.tend({});
    expect(begun()).toEqual([]);
    await stand.memory.pause.set({ paused: false, by: 'ana@example.com', at });
    await stand.tend({});
    expect(begun().length).toBeGreaterThan(0);
  });

  test('is nothing where the deployment may change nothing', async () => {
    await opened(saying({ level: 'auto' }));
    await stand.tendsWith({ enabled: false })({});
    expect([begun(), await states()]).toEqual([[], []]);
  });

  test('is nothing in a cloud in which nobody may change anything', async () => {
    await opened(saying({ level: 'auto' }));
    await stand.tendsWith({ clouds: 'azure,gcp' })({});
    expect([begun(), await states()]).toEqual([[], []]);
  });

  test('is not asked for again every minute where the provider refuses it', async () => {
    await opened(saying({ level: 'auto' }));
    stand.forbids();
    await stand.tend({});
    const all = begun();
    for (const { order } of all) await stand.run(order);
    expect(new Set(await states())).toEqual(new Set(['failed']));
    stand.passes(5 * 60_000);
    await stand.tend({});
    expect(begun()).toEqual(all);
  });

  test('is as much as the limits of an hour leave room for', async () => {
    await opened(saying({ level: 'auto', limits: { perHour: 1, perTarget: 10 } }));
    await stand.tend({});
    for (const { order } of begun()) await stand.run(order);
    const all = await states();
    expect(all.filter((it) => it === 'done')).toHaveLength(1);
  });
});
