import { childNotFound } from './refuse.ts';
import type { Route } from './routes.ts';
import { type ArmSubscription, lookAt, withState } from './store.ts';

/** Where a client asks how a long-running operation is getting on. */
export function operationUrl(
  url: URL,
  subscription: string,
  provider: string,
  location: string,
  name: string,
  apiVersion: string,
): string {
  return `${url.origin}/subscriptions/${subscription}/providers/${provider}/locations/${location}/operations/${name}?api-version=${apiVersion}`;
}

/** The status of an operation: InProgress until its looks are used up. Reaching the end settles its resource. */
export function operationRoute(service: string, provider: string, apiVersion: string): Route {
  return {
    operation: `${service}:operations.get`,
    method: 'GET',
    path: `/subscriptions/{subscription}/providers/${provider}/locations/{location}/operations/{name}`,
    apiVersion,
    answer: ({ store, subscription, params }) => {
      const operation = store.operations.get(params['name'] ?? '');
      if (!operation || !subscription) return childNotFound(params['name'] ?? '');
      const running = lookAt(store, operation.resourceId);
      if (!running) settle(subscription, operation.resourceId);
      return { status: 200, body: { name: operation.name, status: running ? 'InProgress' : 'Succeeded' } };
    },
  };
}

function settle(subscription: ArmSubscription, id: string): void {
  for (const table of subscription.objects.values()) {
    const item = table.get(id);
    if (item) table.set(id, withState(item, 'Succeeded'));
  }
}
