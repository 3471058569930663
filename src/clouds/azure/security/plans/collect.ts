import { isListOfObjects, listAt, objectAt, textAt, type Json } from '../../../json.ts';
import { MalformedAnswer } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import type { AzureReader } from '../../reader.ts';
import { defenderPlans, defenderPlansOf, type DefenderPlan, type PlanExtension } from './resource.ts';

/** The plan of today, and the two that it took the place of. */
const filter = 'name in (Containers,KubernetesService,ContainerRegistry)';

/**
 * Reads which plans for containers are on. The SDK's client speaks a version that tells no extensions.
 * Source: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/list
 */
export function collectDefenderPlans({ sheet, clients, call }: AzureReader): Promise<void> {
  const api = 'Microsoft.Security/pricings/read';
  const subscription = sheet.target.id.replace(/^azure:/, '');
  return sheet.list({ api, types: [defenderPlans] }, async () => {
    const query = new URLSearchParams({ 'api-version': '2024-01-01', $filter: filter }).toString();
    const path = `/subscriptions/${subscription}/providers/Microsoft.Security/pricings?${query}`;
    const answer = await call(api, (options) => clients.ask(path, options));
    const { value } = answer;
    if (!isListOfObjects(value)) throw new MalformedAnswer('The answer lacks value.');
    const config = toWire({ value: value.map(planOf) });
    sheet.add(defenderPlans, { id: defenderPlansOf(subscription), name: subscription, config });
  });
}

/** How much of a free trial is left changes by itself, and is not kept. */
function planOf(plan: Json): DefenderPlan {
  const { extensions } = objectAt(plan, 'properties');
  return {
    name: textAt(plan, 'name'),
    pricingTier: textAt(plan, 'properties', 'pricingTier'),
    extensions: Array.isArray(extensions) ? listAt(extensions).map(extensionOf) : undefined,
  };
}

const extensionOf = (it: unknown): PlanExtension => ({ name: textAt(it, 'name'), isEnabled: textAt(it, 'isEnabled') });
