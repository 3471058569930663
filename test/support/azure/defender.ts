import { defenderPlans, defenderPlansOf } from '#clouds/azure/security/plans/resource';
import { subscriptionIn } from '#clouds/azure/aks/version/facts';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { aksWith } from './aks.ts';

type Config = typeof defenderPlans.config;
export type Plan = Draft<Config['value'][number]>;

/** The plans of the subscription of the cluster called shop. */
export const plansWith = (...value: readonly Plan[]): Resource<'azure.defender-plans', Config> =>
  make(defenderPlans, defenderPlansOf(subscriptionIn(aksWith().id)), { value });
