import type { JsonObject } from '../json.ts';

/** Extensions of the plan for containers. */
const extensions = [
  'ContainerRegistriesVulnerabilityAssessments',
  'AgentlessDiscoveryForKubernetes',
  'ContainerSensor',
];

const plan = (name: string, pricingTier: 'Free' | 'Standard', more: JsonObject = {}): JsonObject => ({
  id: `/subscriptions/any/providers/Microsoft.Security/pricings/${name}`,
  name,
  type: 'Microsoft.Security/pricings',
  properties: { pricingTier, freeTrialRemainingTime: 'PT0S', enforce: 'False', ...more },
});

const containers = (pricingTier: 'Free' | 'Standard', isEnabled: 'False' | 'True'): JsonObject =>
  plan('Containers', pricingTier, { extensions: extensions.map((name) => ({ name, isEnabled })) });

const before = ['KubernetesService', 'ContainerRegistry'].map((name) =>
  plan(name, 'Free', { deprecated: true, replacedBy: ['Containers'] }),
);

/** What a subscription answers where Defender for Cloud was never turned on. */
export const plansOff: readonly JsonObject[] = [
  plan('VirtualMachines', 'Free'),
  ...before,
  containers('Free', 'False'),
];

/** What it answers where containers are looked after. */
export const plansOn: readonly JsonObject[] = [
  plan('VirtualMachines', 'Free'),
  ...before,
  containers('Standard', 'True'),
];

/** What it answers where the plan is on, and nothing of it. */
export const plansBare: readonly JsonObject[] = [...before, containers('Standard', 'False')];
