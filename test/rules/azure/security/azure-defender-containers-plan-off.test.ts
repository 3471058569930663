import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import rule from '#rules/azure/security/azure-defender-containers-plan-off';
import { registryWith } from '../../../support/azure/acr.ts';
import { aksWith } from '../../../support/azure/aks.ts';
import { plansWith, type Plan } from '../../../support/azure/defender.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = (...names: readonly string[]) => names.map((name) => ({ name, isEnabled: 'True' }));
const off = (...names: readonly string[]) => names.map((name) => ({ name, isEnabled: 'False' }));
const [scans, discovery, sensor] = [
  'ContainerRegistriesVulnerabilityAssessments',
  'AgentlessDiscoveryForKubernetes',
  'ContainerSensor',
] as const;
const whole = on(scans, discovery, sensor);
const plan = (more: Plan = {}): Plan => ({ name: 'Containers', pricingTier: 'Standard', extensions: whole, ...more });
const free = plan({ pricingTier: 'Free', extensions: off(scans, discovery, sensor) });
const old = (name: string, pricingTier: string): Plan => ({ name, pricingTier });
const of = (...plans: readonly Plan[]) => ({ on: plansWith(...plans), beside: [aksWith()] });
const low = 'low' as const;

testRule(rule, {
  pass: {
    'the plan with all extensions': of(plan()),
    'the plan beside old ones that are off': of(
      old('KubernetesService', 'Free'),
      plan(),
      old('ContainerRegistry', 'Free'),
    ),
    'an extension that is not asked for may be off': of(
      plan({ extensions: [...whole, ...off('AgentlessVmScanning')] }),
    ),
    'fewer extensions where policy asks for fewer': {
      ...of(plan({ extensions: [...on(scans), ...off(sensor)] })),
      params: { requiredExtensions: [scans] },
    },
    'no extension at all where policy asks for none': {
      ...of(plan({ extensions: undefined })),
      params: { requiredExtensions: [] },
    },
  },
  fail: {
    'a registry without a cluster': {
      on: plansWith(free),
      beside: [registryWith()],
      message: 'The plan Containers of Defender for Cloud is off.',
    },
    'the plan is off': { ...of(free), message: 'The plan Containers of Defender for Cloud is off.' },
    'the plan is off, and the old ones too': {
      ...of(old('KubernetesService', 'Free'), free, old('ContainerRegistry', 'Free')),
      message: 'The plan Containers of Defender for Cloud is off.',
    },
    'only an old plan is on': {
      ...of(free, old('KubernetesService', 'Standard'), old('ContainerRegistry', 'Free')),
      message: 'Of the plans for containers only the old KubernetesService is on.',
      cannot: 'an old plan is on: a person moves the subscription to the new one',
      grade: low,
    },
    'only the old plans are on': {
      ...of(free, old('KubernetesService', 'Standard'), old('ContainerRegistry', 'Standard')),
      message: 'Of the plans for containers only the old KubernetesService and ContainerRegistry is on.',
      cannot: 'an old plan is on: a person moves the subscription to the new one',
      grade: low,
    },
    'the plan of something else is no plan for containers': {
      ...of(free, old('VirtualMachines', 'Standard')),
      message: 'The plan Containers of Defender for Cloud is off.',
    },
    'an extension is off': {
      ...of(plan({ extensions: [...on(scans, discovery), ...off(sensor)] })),
      message: 'The plan Containers is on without ContainerSensor.',
      grade: low,
    },
    'several are off, and one is not told': {
      ...of(plan({ extensions: off(scans, discovery) })),
      message:
        'The plan Containers is on without ContainerRegistriesVulnerabilityAssessments, AgentlessDiscoveryForKubernetes.',
      grade: low,
    },
  },
  unknown: {
    'an answer without the plan': {
      ...of(old('KubernetesService', 'Free')),
      reason: 'field-missing',
      message: 'The answer has no value.Containers.pricingTier.',
    },
    'a plan without its tier': {
      ...of(plan({ pricingTier: undefined })),
      reason: 'field-missing',
      message: 'The answer has no value[0].pricingTier.',
    },
    'an extension without its switch': {
      ...of(plan({ extensions: [...on(scans, discovery), { name: sensor }] })),
      reason: 'field-missing',
      message: 'The answer has no value[0].extensions.ContainerSensor.',
    },
    'registries that were not read': { on: plansWith(free), hidden: [acrRegistry], reason: 'denied' },
    'a plan without its extensions': {
      ...of(plan({ extensions: undefined })),
      reason: 'field-missing',
      message: 'The answer has no value[0].extensions.',
    },
    'an extension that is not told': {
      ...of(plan({ extensions: on(scans, discovery) })),
      reason: 'field-missing',
      message: 'The answer has no value[0].extensions.ContainerSensor.',
    },
    'clusters that could not be read may be in China': { ...of(plan()), hidden: [aksCluster], reason: 'denied' },
  },
  notApplicable: {
    'neither cluster nor registry': {
      on: plansWith(free),
      message: 'the subscription holds neither a cluster nor a registry',
    },
    'Azure China': {
      on: plansWith(free),
      beside: [aksWith({ location: 'chinanorth3' })],
      message: 'Azure China has no Defender for Cloud',
    },
  },
});
