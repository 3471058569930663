import type { DefenderPlan } from './resource.ts';

/** The plan of today. */
export const planName = 'Containers';

/** Its extensions that look after clusters and their images. */
export const planExtensions = [
  'ContainerRegistriesVulnerabilityAssessments',
  'AgentlessDiscoveryForKubernetes',
  'ContainerSensor',
] as const;

const oldNames = ['KubernetesService', 'ContainerRegistry'];

/** The plans of before that are on. */
export const oldPlansOn = (plans: readonly DefenderPlan[]): readonly DefenderPlan[] =>
  plans.filter(({ name, pricingTier }) => oldNames.includes(name ?? '') && pricingTier === 'Standard');

/** The plan of today where it stands in an answer, with the evidence path of it. */
export function planIn(plans: readonly DefenderPlan[]): { readonly at: string; readonly plan: DefenderPlan } {
  const index = plans.findIndex(({ name }) => name === planName);
  return { at: index < 0 ? `value.${planName}` : `value[${index}]`, plan: plans[index] ?? {} };
}

/** How a switch of an extension stands; undefined where the answer does not tell. */
export const isExtensionOn = ({ extensions }: DefenderPlan, name: string): boolean | undefined => {
  const told = extensions?.find((it) => it.name === name)?.isEnabled?.toLowerCase();
  return told === undefined ? undefined : told === 'true';
};
