import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { look } from '#app/remediate/look';
import { planOf } from '#app/remediate/propose';
import type { AnyRule } from '#engine/any-rule';
import { subjectIn } from '#engine/plan/plan-lines';
import { valueAt } from '#engine/plan/steady';
import { clusterOf } from '#engine/waivers/waiver-scope';
import aksApiPublicUnrestricted from '#rules/azure/aks/aks-api-public-unrestricted';
import gkeAuthorizedNetworksOff from '#rules/gcp/gke/gke-authorized-networks-off';
import k8sHostNetwork from '#rules/kubernetes/workload/k8s-host-network';
import k8sRunAsRoot from '#rules/kubernetes/workload/k8s-run-as-root';
import type { Action, PolicyDocument } from '#model';
import { estateOf } from '../../clouds/azure/audit.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { bodyOf, fixOffice, looksOf, textOf, toldIn, type FixOffice } from '../../support/fix-office.ts';
import { open } from '../remediate/bench.ts';
import { aksStand, clusterStand, gkeStand, type Standing } from '../remediate/stands.ts';

const allowedCidrs = ['198.51.100.0/24', '203.0.113.7/32'];
const policyFor = (rule: AnyRule, params: Readonly<Record<string, unknown>> = {}): PolicyDocument =>
  toldIn({ ...open, rules: { [rule.id]: { params } } });
const colours = { open: '#B3261E', waiting: '#C77700', done: '#2E7D32', quiet: '#8A8D91' };

/** A cloud with a rule that finds something there, and what somebody else would do to the same values. */
interface Case {
  readonly rule: AnyRule;
  readonly stand: () => Promise<Standing>;
  readonly otherwise: (action: Action) => Action;
}

const asText = (action: Action, from: string, to: string): Action => ({
  ...action,
  request: JSON.parse(JSON.stringify(action.request).replaceAll(from, to)) as Action['request'],
});

const cases: readonly (readonly [string, Case])[] = [
  [
    'AKS',
    {
      rule: aksApiPublicUnrestricted,
      stand: () =>
        aksStand(
          estateOf({ seed: 7, clusters: 11 }),
          [aksApiPublicUnrestricted],
          policyFor(aksApiPublicUnrestricted, { allowedCidrs }),
        ),
      otherwise: (action) => asText(action, '198.51.100.0/24', '0.0.0.0/2'),
    },
  ],
  [
    'GKE',
    {
      rule: gkeAuthorizedNetworksOff,
      stand: () =>
        gkeStand(
          generateGcpEstate({ seed: 7, clusters: 14 }),
          [gkeAuthorizedNetworksOff],
          policyFor(gkeAuthorizedNetworksOff, { allowedCidrs }),
        ),
      otherwise: (action) => asText(action, '198.51.100.0/24', '0.0.0.0/2'),
    },
  ],
  [
    'Kubernetes',
    {
      rule: k8sRunAsRoot,
      stand: () =>
        clusterStand(
          generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 4, deployments: 2 }),
          [k8sRunAsRoot],
          policyFor(k8sRunAsRoot),
        ),
      otherwise: (action) => ({ ...action, request: { securityContext: { runAsUser: 1234 } } }),
    },
  ],
];

let stand: Standing;
let slack: FixOffice;
afterEach(async () => {
  await slack.close();
  await stand.close();
});

/** AKS takes no list and an empty one for the same. */
const given = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? undefined : value);

describe.each(cases)('on %s', (_, { rule, stand: opened, otherwise }) => {
  let id: string;
  let first: Action;

  /** The first finding that a plan without a stop can be made for. */
  const found = async (): Promise<readonly [finding: string, action: Action]> => {
    const all = (await stand.memory.findings()).filter((it) => it.rule === rule.id && it.status === 'open');
    for (const { id: finding } of all) {
      const plan = await planOf(stand.bench, { finding, by: 'ana', byPerson: true });
      const isStopped = 'cannot' in plan || plan.checks.some(({ result }) => result === 'stop');
      const [step] = 'cannot' in plan ? [] : plan.steps;
      if (!isStopped && step && step.undo.length > 0) return [finding, step.action];
    }
    throw new Error('nothing there can be fixed');
  };

  beforeEach(async () => {
    stand = await opened();
    slack = await fixOffice(stand);
    [id, first] = await found();
    await slack.opens(id);
  });

  const status = async () => (await stand.memory.findingsOf([id]))[0]?.status;
  const plans = async () => (await stand.memory.remediations.all()).map(({ state }) => state);
  /** What the plan writes, as it stands in the cloud. */
  const stands = async (): Promise<unknown> => {
    const plan = (await stand.memory.remediations.all()).at(-1)?.plan;
    const { snapshots } = await look(stand.bench, plan!);
    const { config } = subjectIn(snapshots, first.subject) ?? {};
    return plan?.steps.flatMap(({ lines }) => lines.map(({ path }) => given(valueAt(config, path))));
  };
  const looks = () => {
    const { colour, buttons } = looksOf(slack.fixCard());
    return [colour, ...buttons];
  };

  it('a fix is proposed, approved by another, made, read back, and taken back by Undo', async () => {
    expect(looksOf(slack.findingCard()).colour).toBe(colours.open);
    await slack.propose('U0ANA', id);
    const card = slack.findingCard();
    expect([looksOf(card).colour, slack.fixCard()?.thread, ...looks()]).toEqual([
      ...[colours.waiting, card?.ts, colours.waiting, 'approve', 'reject'],
    ]);
    const before = await stands();

    await slack.press('U0BEN', slack.fixCard(), 'approve');
    expect([await status(), await plans(), ...looks()]).toEqual(['resolved', ['done'], colours.done, 'undo']);
    expect(await stands()).not.toEqual(before);
    const left = (await stand.memory.findings()).filter((it) => it.rule === rule.id && it.status === 'open');
    const others = left.filter(({ resource }) => clusterOf(resource) === clusterOf(first.subject));
    expect(looksOf(slack.at(card!.ts)).colour).toBe(others.length > 0 ? colours.open : colours.done);
    if (others.length === 0) expect(bodyOf(slack.at(card!.ts))).toContain('Shoalwatch, plan');

    await slack.press('U0BEN', slack.fixCard(), 'undo');
    expect([await status(), await plans(), ...looks()]).toEqual(['open', ['undone'], colours.quiet]);
    expect(await stands()).toEqual(before);
  });

  it('a fix is refused with a new plan where somebody changed it after the plan', async () => {
    await slack.propose('U0ANA', id);
    const asked = slack.fixCard();
    await stand.human(otherwise(first));
    const changed = await stands();
    await slack.press('U0BEN', asked, 'approve');
    expect(await stands()).toEqual(changed);
    expect(textOf(slack.at(asked!.ts)!)).toContain('Plan is out of date');
    expect(slack.fixCard()?.ts).not.toBe(asked?.ts);
    expect([await plans(), ...looks()]).toEqual([['proposed', 'refused'], colours.waiting, 'approve', 'reject']);
  });

  it('a fix is rolled back where it makes the object ill, and says so', async () => {
    await slack.propose('U0ANA', id);
    const before = await stands();
    stand.fallsAfterWrite();
    await slack.press('U0BEN', slack.fixCard(), 'approve');
    expect([await status(), await plans(), ...looks()]).toEqual(['open', ['rolled-back'], colours.open, 'retry']);
    expect(textOf(slack.fixCard()!)).toContain('Fix failed and was rolled back');
    expect(await stands()).toEqual(before);
  });

  it('nothing is changed by a forged click', async () => {
    await slack.propose('U0ANA', id);
    const before = await stands();
    await slack.press('U0CISO', slack.fixCard(), 'approve');
    expect(slack.outcomes.at(-1)?.is).toBe('refused');
    for (const [secret, change, status] of [
      ['another secret', (value: string) => value, 401],
      ['stand-in-signing-secret', (value: string) => value.replace(/[0-9a-f]{24}$/, '0'.repeat(24)), 200],
      ['stand-in-signing-secret', (value: string) => value.replace(/p-[a-z0-9]{10}/, 'p-0000000000'), 200],
    ] as const) {
      expect(await slack.forge('U0BEN', slack.fixCard(), { act: 'approve', secret, change })).toBe(status);
    }
    expect([await plans(), await stands()]).toEqual([['proposed'], before]);
  });
});

it('the card of a workload that is alone turns green when its fix is verified, and says which plan it was', async () => {
  const estate = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 1, deployments: 1 });
  stand = await clusterStand(estate, [k8sHostNetwork], policyFor(k8sHostNetwork));
  slack = await fixOffice(stand);
  const [finding] = await stand.memory.findings();
  await slack.opens(finding!.id);
  await slack.propose('U0ANA', finding!.id);
  const card = slack.findingCard();
  await slack.press('U0BEN', slack.fixCard(), 'approve');
  expect((await stand.memory.findings()).map(({ status }) => status)).toEqual(['resolved']);
  expect([looksOf(slack.fixCard()).colour, looksOf(slack.at(card!.ts)).colour]).toEqual([colours.done, colours.done]);
  const [{ plan } = { plan: undefined }] = await stand.memory.remediations.all();
  expect(bodyOf(slack.at(card!.ts))).toContain(`Shoalwatch, plan \`${plan?.id ?? '?'}\``);
});
