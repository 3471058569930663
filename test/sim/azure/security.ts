import type { SimReply } from '../json-server.ts';
import { objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';

const path = '/subscriptions/{subscription}/providers/Microsoft.Security/pricings';
const apiVersion = '2024-01-01';

/** Plans of Microsoft Defender for Cloud: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/list */
export const securityRoutes: readonly Route[] = [
  {
    operation: 'security:pricings.list',
    method: 'GET',
    path,
    apiVersion,
    answer({ subscription, request }) {
      const filter = request.url.searchParams.get('$filter');
      const names = filter === null ? undefined : /^name in \(([\w,]+)\)$/.exec(filter)?.[1]?.split(',');
      if (filter !== null && !names) return badBody(`The filter '${filter}' is not supported.`);
      const plans = subscription?.defenderPlans ?? [];
      // All plans in one answer: the list has no pages.
      return {
        status: 200,
        body: { value: plans.filter((it) => names?.includes(textAt(it, 'name') ?? '') ?? true) },
      };
    },
  },
  {
    operation: 'security:pricings.get',
    method: 'GET',
    path: `${path}/{plan}`,
    apiVersion,
    answer(request) {
      const body = planIn(request);
      return body ? { status: 200, body } : childNotFound(request.params['plan'] ?? '');
    },
  },
  { operation: 'security:pricings.update', method: 'PUT', path: `${path}/{plan}`, apiVersion, answer: putPlan },
];

const planIn = ({ subscription, params }: ArmRequest) =>
  subscription?.defenderPlans.find((it) => textAt(it, 'name') === params['plan']);

/** Replaces what the body sets of a plan. A plan that is off has its extensions off. */
function putPlan(request: ArmRequest): SimReply {
  const { subscription } = request;
  const plan = planIn(request);
  const sent = objectAt(parseObject(request.request.body) ?? {}, 'properties');
  const pricingTier = textAt(sent, 'pricingTier');
  if (!plan || !subscription) return childNotFound(request.params['plan'] ?? '');
  if (pricingTier !== 'Free' && pricingTier !== 'Standard') return badBody('pricingTier is Free or Standard.');
  const asked = objectsAt(sent, 'extensions');
  if (pricingTier === 'Free' && asked.length > 0) return badBody('A plan that is off takes no extensions.');
  const stood = objectsAt(objectAt(plan, 'properties'), 'extensions');
  const isAsked = (name: string | undefined) => asked.find((it) => textAt(it, 'name') === name);
  const kept = stood.map((it) => isAsked(textAt(it, 'name')) ?? { ...it, isEnabled: 'False' });
  const added = asked.filter((it) => !stood.some((one) => textAt(one, 'name') === textAt(it, 'name')));
  const properties = { ...objectAt(plan, 'properties'), ...sent, extensions: [...kept, ...added] };
  const body = { ...plan, properties };
  subscription.defenderPlans = subscription.defenderPlans.map((it) => (it === plan ? body : it));
  return { status: 200, body };
}
