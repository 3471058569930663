import type { UpdateAddonRequest } from '@aws-sdk/client-eks';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf, type Unknown } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { former } from '../../../former.ts';
import type { Enforcement } from './enforcement-facts.ts';
import { valuesOf, type VpcCni } from './facts.ts';
import { eksAddon } from './resource.ts';

/**
 * Configures an add-on anew: the values that are given take the place of all that it had. Values of the cluster that
 * were changed past the add-on stay.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAddon.html
 */
export const updateAddon = defineAction({
  name: 'eks.update-addon',
  on: eksAddon,
  kind: 'replace',
  permissions: ['eks:UpdateAddon', 'eks:DescribeUpdate', 'eks:DescribeAddon', 'iam:PassRole'],
  writes: ['configurationValues'],
  request: wire<{ configurationValues: NonNullable<UpdateAddonRequest['configurationValues']> }>(),
  simulate: (addon, { configurationValues }) => [
    { put: { ...addon, config: { ...addon.config, configurationValues } } },
  ],
  // What is not given stays: no values at all have to be said.
  undo: ({ config }, request, again) => [again(former(config, request, { configurationValues: '{}' }))],
  healthy: ({ config: { status, health } }) =>
    ['DEGRADED', 'UPDATE_FAILED'].includes(status ?? '')
      ? `the add-on is ${status ?? ''}: ${issuesIn(health?.issues)}`
      : undefined,
});

/**
 * Moves an add-on to another version, newer or older; what it was configured with stays.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAddon.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html
 */
export const updateAddonVersion = defineAction({
  name: 'eks.update-addon-version',
  on: eksAddon,
  kind: 'replace',
  permissions: updateAddon.permissions,
  writes: ['addonVersion'],
  request: wire<{ addonVersion: NonNullable<UpdateAddonRequest['addonVersion']> }>(),
  simulate: (addon, { addonVersion }) => [{ put: { ...addon, config: { ...addon.config, addonVersion } } }],
  undo: ({ config: { addonVersion } }, _, again) => (addonVersion === undefined ? [] : [again({ addonVersion })]),
  healthy: updateAddon.healthy,
});

const issuesIn = (issues: readonly { readonly message?: string }[] = []): string =>
  issues.flatMap(({ message }) => message ?? []).join(' ') || 'no reason is given';

/** The first minor of version 1 that can enforce policies. */
const firstMinor = 14;

/** What is known of a cluster on which something enforces no policies. */
interface Known {
  readonly found: Enforcement | Unknown;
  readonly inside: { readonly engines: readonly string[] } | Unknown;
  cni(): VpcCni | Unknown;
}

/** Turns network policies on where the managed add-on alone is missing, or says what a person does first. */
export function planPolicies({ found, inside, cni }: Known): readonly Action[] | CannotPlan {
  if (isUnread(found)) return cannotPlan(found.message);
  if (found.lacks.includes('nodes of Auto Mode'))
    return cannotPlan('set enable-network-policy-controller to "true" in the ConfigMap kube-system/amazon-vpc-cni');
  if (!found.lacks.includes('EC2 nodes')) return cannotPlan('the VPC CNI enforces nothing there');
  if (isUnread(inside)) return cannotPlan(inside.message);
  const [engine] = inside.engines;
  if (engine !== undefined) return cannotPlan(`${engine} is installed: two engines would contradict each other`);
  const setting = cni();
  if (isUnread(setting)) return cannotPlan(setting.message);
  return setting.addon ? switchOn(setting.addon) : cannotPlan('vpc-cni is no managed add-on: change it at its source');
}

function switchOn(addon: ResourceOf<typeof eksAddon>): readonly Action[] | CannotPlan {
  const { status, addonVersion } = addon.config;
  const [, minor = '0'] = /^v?1\.(\d+)\./.exec(addonVersion ?? '') ?? [];
  const values = valuesOf(addon);
  if (status !== 'ACTIVE' || !values) return cannotPlan(`the add-on vpc-cni is ${status ?? 'unsettled'}`);
  if (Number(minor) < firstMinor)
    return cannotPlan(`the add-on vpc-cni is ${addonVersion ?? 'of no version'}: it has to be v1.14 or later`);
  return [updateAddon(addon, { configurationValues: JSON.stringify({ ...values, enableNetworkPolicy: 'true' }) })];
}
