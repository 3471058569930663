import { page } from './paging.ts';
import type { Route } from './routes.ts';

/** Microsoft.Resources/subscriptions, as `@azure/arm-resources-subscriptions` asks for it. */
export const subscriptionRoutes: readonly Route[] = [
  {
    operation: 'subscriptions:subscriptions.list',
    method: 'GET',
    path: '/subscriptions',
    apiVersion: '2022-12-01',
    answer: (it) =>
      page(
        it,
        [...it.store.subscriptions.values()].map(({ subscription }) => subscription),
      ),
  },
  {
    operation: 'subscriptions:subscriptions.get',
    method: 'GET',
    path: '/subscriptions/{subscription}',
    apiVersion: '2022-12-01',
    answer: ({ subscription }) => ({ status: 200, body: subscription?.subscription }),
  },
];
