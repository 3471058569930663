import { afterEach, expect, test } from 'vitest';
import { approve } from '#app/remediate/approve';
import { propose } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import type { AnyRule } from '#engine/any-rule';
import aksApiPublicUnrestricted from '#rules/azure/aks/aks-api-public-unrestricted';
import aksLocalAccountsEnabled from '#rules/azure/aks/aks-local-accounts-enabled';
import gkeAuthorizedNetworksOff from '#rules/gcp/gke/gke-authorized-networks-off';
import gkeLegacyAbac from '#rules/gcp/gke/gke-legacy-abac';
import k8sPsaEnforceMissing from '#rules/kubernetes/workload/k8s-psa-enforce-missing';
import k8sRunAsRoot from '#rules/kubernetes/workload/k8s-run-as-root';
import type { PolicyDocument } from '#model';
import { estateOf } from '../../clouds/azure/audit.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { open } from './bench.ts';
import { aksStand, clusterStand, gkeStand, type Standing } from './stands.ts';

const allowedCidrs = ['198.51.100.0/24', '203.0.113.7/32'];
const policyFor = (rule: AnyRule, params: Readonly<Record<string, unknown>> = {}): PolicyDocument => ({
  ...open,
  rules: { [rule.id]: { params } },
});
const aks = (rule: AnyRule, params = {}) =>
  aksStand(estateOf({ seed: 7, clusters: 11 }), [rule], policyFor(rule, params));
const gke = (rule: AnyRule, params = {}) =>
  gkeStand(generateGcpEstate({ seed: 7, clusters: 14 }), [rule], policyFor(rule, params));
const k8s = (rule: AnyRule, params = {}) => {
  const estate = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 4, deployments: 2 });
  return clusterStand(estate, [rule], policyFor(rule, params));
};

let stand: Standing | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});

test.each([
  ['AKS: who may call the API', () => aks(aksApiPublicUnrestricted, { allowedCidrs }), aksApiPublicUnrestricted],
  ['AKS: local accounts', () => aks(aksLocalAccountsEnabled), aksLocalAccountsEnabled],
  ['GKE: who may call the API', () => gke(gkeAuthorizedNetworksOff, { allowedCidrs }), gkeAuthorizedNetworksOff],
  ['GKE: legacy access', () => gke(gkeLegacyAbac), gkeLegacyAbac],
  ['Kubernetes: a workload', () => k8s(k8sRunAsRoot), k8sRunAsRoot],
  ['Kubernetes: a namespace', () => k8s(k8sPsaEnforceMissing), k8sPsaEnforceMissing],
] as const)(
  '%s is planned, approved, changed, verified and undone',
  async (_, opened, rule) => {
    stand = await opened();
    const { bench, memory, carryOut } = stand;
    const findings = (await memory.findings()).filter((it) => it.rule === rule.id && it.status === 'open');
    let fixed = 0;
    for (const { id } of findings) {
      const proposed = await propose(bench, { finding: id, by: 'ana', byPerson: true }).catch(() => undefined);
      const plan = proposed?.remediation.plan;
      if (!plan || plan.checks.some(({ result }) => result === 'stop')) continue;
      await approve(bench, { plan: plan.id, by: 'bob' });
      const done = await carryOut(plan.id);
      expect([done.state, done.stillOpen, done.why]).toEqual(['done', false, undefined]);
      expect((await memory.findingsOf([id]))[0]?.status).toBe('resolved');
      if (done.undoUntil !== undefined) {
        const undone = await undo(bench, { plan: plan.id, by: 'bob' });
        expect([undone.state, undone.why]).toEqual(['undone', undefined]);
        expect((await memory.findingsOf([id]))[0]?.status).toBe('open');
        fixed += 1;
      }
      if (fixed === 2) break;
    }
    expect(fixed).toBeGreaterThan(0);
  },
  60_000,
);
