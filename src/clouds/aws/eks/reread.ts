import { parseArn } from '../address.ts';
import type { Rereading } from '../rereading.ts';
import type { Named } from '../reread-sheets.ts';
import { collectAccessEntries, collectAccessEntry, collectAccessPolicies } from './access-entry/collect.ts';
import { principalOf } from './access-entry/principal.ts';
import { accessEntry } from './access-entry/resource.ts';
import { accessPolicies } from './access-policies/resource.ts';
import { collectAddon, collectAddons } from './addon/collect.ts';
import { eksAddon } from './addon/resource.ts';
import { collectCapabilities, collectCapability } from './capability/collect.ts';
import { eksCapability } from './capability/resource.ts';
import { collectClusters, namesByAccess } from './cluster/collect.ts';
import { eksCluster } from './cluster/resource.ts';
import { collectFargateProfile, collectFargateProfiles } from './fargate-profile/collect.ts';
import { fargateProfile } from './fargate-profile/resource.ts';
import { collectIdentityProvider, collectIdentityProviders } from './identity-provider/collect.ts';
import { identityProvider } from './identity-provider/resource.ts';

/** Reads clusters, add-ons and access entries again. A cluster is one call: what is in it has changes of its own. */
export async function rereadEks(again: Rereading): Promise<void> {
  const { at, naming, named, isWhole, hold, clusters } = again;
  await Promise.all([
    isWhole(eksCluster) ? clusters() : [],
    ...named(eksCluster).map((it) => collectClusters(naming([it]), [it.own])),
    isWhole(eksAddon) ? clusters().then((found) => collectAddons(at, namesByAccess(found).run)) : [],
    ...named(eksAddon).map((it) => {
      const [cluster = '', name = ''] = it.own.split('/');
      hold('eks:DescribeAddon', [it]);
      return collectAddon(naming([it]), cluster, name);
    }),
    isWhole(accessEntry, accessPolicies)
      ? clusters().then((found) => collectAccessEntries(at, namesByAccess(found).entered))
      : [],
    ...rereadPrincipals(again),
    ...rereadParts(again),
  ]);
}

/** The capabilities of clusters, the providers whose tokens they accept, and the pods that they run on Fargate. */
function rereadParts({ at, naming, named, isWhole, hold, clusters }: Rereading): readonly Promise<void>[] {
  const run = async () => namesByAccess(await clusters()).run;
  hold('eks:DescribeCapability', named(eksCapability));
  hold('eks:DescribeIdentityProviderConfig', named(identityProvider));
  hold('eks:DescribeFargateProfile', named(fargateProfile));
  return [
    ...(isWhole(eksCapability) ? [run().then((names) => collectCapabilities(at, names))] : []),
    ...(isWhole(identityProvider) ? [run().then((names) => collectIdentityProviders(at, names))] : []),
    ...(isWhole(fargateProfile) ? [run().then((names) => collectFargateProfiles(at, names))] : []),
    ...named(fargateProfile).map((it) => {
      const [cluster = '', name = ''] = it.own.split('/');
      return collectFargateProfile(naming([it]), cluster, name);
    }),
    ...named(eksCapability).map((it) => {
      const [cluster = '', , name = ''] = it.own.split('/');
      return collectCapability(naming([it]), it.id, cluster, name);
    }),
    ...named(identityProvider).map((it) => {
      const [cluster = '', , name = ''] = it.own.split('/');
      return collectIdentityProvider(naming([it]), cluster, name);
    }),
  ];
}

/** An entry that is new, or was made anew, has policies of its own; policies change without their entry. */
function rereadPrincipals({ at, naming, named, hold }: Rereading): readonly Promise<void>[] {
  const touched = Map.groupBy([...named(accessEntry), ...named(accessPolicies)], ({ own }) =>
    own.slice(0, own.lastIndexOf('/')),
  );
  return [...touched].flatMap(([key, objects]) => {
    const entries = objects.filter(({ type }) => type === accessEntry);
    const policies = objects.filter(({ type }) => type === accessPolicies);
    const [cluster = '', ...path] = key.split('/');
    const principal = principalOf(path.join('/'), partitionIn(objects));
    hold('eks:DescribeAccessEntry', entries);
    return [
      ...(entries.length > 0 ? [collectAccessEntry(naming(entries), cluster, principal)] : []),
      collectAccessPolicies(policies.length > 0 ? naming(policies) : at, cluster, principal),
    ];
  });
}

const partitionIn = ([first]: readonly Named[]): string => parseArn(first?.id ?? '')?.partition ?? 'aws';
