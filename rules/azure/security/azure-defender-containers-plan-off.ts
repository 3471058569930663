import { z } from 'zod';
import { isInChina } from '#clouds/azure/aks/cluster/defender-facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { putPlan, turnedOn } from '#clouds/azure/security/plans/actions';
import { isExtensionOn, oldPlansOn, planExtensions, planIn } from '#clouds/azure/security/plans/facts';
import { defenderPlans } from '#clouds/azure/security/plans/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'azure-defender-containers-plan-off',
  on: defenderPlans,
  uses: [aksCluster, acrRegistry],
  title: 'Defender for Containers is on for a subscription with clusters',
  severity: 'medium',
  grades: ['low'],
  control: 'images-scanned',
  why: 'Without the plan nobody scans the images of registries, and nobody watches what clusters do.',
  fix: 'Turn on the Containers plan of Defender for Cloud with its extensions. It is billed by the cores of the clusters.',
  references: [
    'https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction',
    'https://learn.microsoft.com/rest/api/defenderforcloud/pricings/list',
  ],
  peers: ['prowler:defender_ensure_defender_for_containers_is_on'],
  params: z.object({
    requiredExtensions: nameList([...planExtensions]),
  }),

  evaluate({ config: { value } }, { list, params: { requiredExtensions } }) {
    const clusters = list(aksCluster);
    if (clusters.items.some(({ config }) => isInChina(config))) return notApplicable(inChina);
    if (clusters.unread) return clusters.unread;
    if (clusters.items.length + list(acrRegistry).items.length === 0) return notApplicable(isEmpty);
    const { at, plan } = planIn(value);
    if (plan.pricingTier === undefined) return fieldMissing(`${at}.pricingTier`);
    const tier = { at: `${at}.pricingTier`, actual: plan.pricingTier, expected: 'Standard' };
    const old = oldPlansOn(value).map(({ name }) => name);
    if (plan.pricingTier !== 'Standard' && old.length > 0)
      return fail(`Of the plans for containers only the old ${old.join(' and ')} is on.`, tier, { grade });
    if (plan.pricingTier !== 'Standard') return fail('The plan Containers of Defender for Cloud is off.', tier);
    if (plan.extensions === undefined && requiredExtensions.length > 0) return fieldMissing(`${at}.extensions`);
    const off = requiredExtensions.filter((it) => isExtensionOn(plan, it) === false);
    const untold = requiredExtensions.find((it) => isExtensionOn(plan, it) === undefined);
    const seen = { at: `${at}.extensions`, actual: plan.extensions, expected: requiredExtensions };
    if (off.length > 0) return fail(`The plan Containers is on without ${off.join(', ')}.`, seen, { grade });
    return untold === undefined ? pass() : fieldMissing(`${at}.extensions.${untold}`);
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [putPlan],
    plan: (plans, { params }) => turnedOn(plans, params.requiredExtensions),
  },
});

const grade = 'low' as const;
const inChina = 'Azure China has no Defender for Cloud';
const isEmpty = 'the subscription holds neither a cluster nor a registry';
