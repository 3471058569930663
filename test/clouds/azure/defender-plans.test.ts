import { afterEach, expect, test } from 'vitest';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import { plansOff } from '../../sim/azure/generate-plans.ts';
import type { JsonObject } from '../../sim/json.ts';
import { audit, estateOf } from './audit.ts';

const [subscription] = estateOf({ seed: 7, clusters: 1 }).subscriptions;
const id = subscription!.subscription.subscriptionId ?? '';
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function read(defenderPlans?: readonly JsonObject[]) {
  const changes = defenderPlans ? { defenderPlans } : {};
  const sim = await startAzure({ estate: { subscriptions: [{ ...subscription!, ...changes }] } });
  running.push(sim);
  const { readings } = await audit(sim);
  const [reading] = readings;
  return { reading: reading!, plans: reading!.resources.filter(({ type }) => type === 'azure.defender-plans') };
}

const extensions = (isEnabled: string) =>
  ['ContainerRegistriesVulnerabilityAssessments', 'AgentlessDiscoveryForKubernetes', 'ContainerSensor'].map((name) => ({
    name,
    isEnabled,
  }));
const old = ['KubernetesService', 'ContainerRegistry'].map((name) => ({ name, pricingTier: 'Free' }));

test('the plans for containers are stored, without what changes by itself', async () => {
  const { plans } = await read();
  expect(plans).toEqual([
    {
      type: 'azure.defender-plans',
      id: `/subscriptions/${id}/providers/microsoft.security/pricings`,
      name: id,
      target: `azure:${id}`,
      config: { value: [...old, { name: 'Containers', pricingTier: 'Standard', extensions: extensions('True') }] },
    },
  ]);
});

test('a subscription where none was ever turned on says so', async () => {
  const { plans } = await read(plansOff);
  expect(plans.map(({ config }) => config)).toEqual([
    { value: [...old, { name: 'Containers', pricingTier: 'Free', extensions: extensions('False') }] },
  ]);
});

test('plans that could not be read are a gap', async () => {
  const sim = await startAzure({ estate: { subscriptions: [subscription!] } });
  running.push(sim);
  sim.setFaults([{ operation: 'security:pricings.list', fault: 'denied', position: 'first' }]);
  const { readings } = await audit(sim);
  expect(readings[0]!.gaps).toMatchObject([
    {
      api: 'Microsoft.Security/pricings/read',
      reason: 'denied',
      permission: 'Microsoft.Security/pricings/read',
      types: ['azure.defender-plans'],
    },
  ]);
});
