import { defineApply } from '../../../apply.ts';
import { listAt, objectAt, textAt } from '../../../json.ts';
import type { AzureWriter } from '../../writer.ts';
import { putPlan } from './actions.ts';
import { planName } from './facts.ts';

/** Puts the plan for containers back changed: whether it is enforced below, and what its extensions are set to, stays. */
export const applyPlan = defineApply(putPlan, async (at: AzureWriter, { id }, request): Promise<void> => {
  const path = `${id}/${planName}?api-version=2024-01-01`;
  const now = await at.call('Microsoft.Security/pricings/read', (options) => at.clients.ask(path, options));
  const enforce = textAt(now, 'properties', 'enforce');
  const stood = listAt(objectAt(now, 'properties')['extensions']);
  const extensions = request.extensions?.map((it) => ({
    ...objectAt(stood.find((one) => textAt(one, 'name') === it.name)),
    ...it,
  }));
  const properties = {
    pricingTier: request.pricingTier,
    ...(enforce && { enforce }),
    ...(extensions && { extensions }),
  };
  await at.call('Microsoft.Security/pricings/write', (options) => at.clients.put(path, { properties }, options));
});
