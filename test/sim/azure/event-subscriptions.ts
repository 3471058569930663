import type { SimReply } from '../json-server.ts';
import { type JsonObject, textAt } from '../json.ts';
import { page } from './paging.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2022-06-15';

/**
 * Microsoft.EventGrid, by its reference: https://learn.microsoft.com/rest/api/eventgrid/controlplane. What is on a system
 * topic is listed there alone.
 */
export const eventSubscriptionRoutes: readonly Route[] = [
  {
    operation: 'eventgrid:eventSubscriptions.listGlobalBySubscriptionForTopicType',
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.EventGrid/topicTypes/{type}/eventSubscriptions',
    apiVersion,
    answer: (it) => below(it, `/subscriptions/${it.params['subscription'] ?? ''}/providers`),
  },
  {
    operation: 'eventgrid:systemTopics.listBySubscription',
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.EventGrid/systemTopics',
    apiVersion,
    answer: (it) => page(it, it.subscription?.systemTopics ?? []),
  },
  {
    operation: 'eventgrid:systemTopicEventSubscriptions.listBySystemTopic',
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.EventGrid/systemTopics/{topic}/eventSubscriptions',
    apiVersion,
    answer: (it) => below(it, it.request.url.pathname.replace(/\/eventSubscriptions$/, '')),
  },
];

const below = (it: ArmRequest, scope: string): SimReply =>
  page(
    it,
    (it.subscription?.eventSubscriptions ?? []).filter((one: JsonObject) =>
      textAt(one, 'id')?.toLowerCase().startsWith(`${scope.toLowerCase()}/`),
    ),
  );
