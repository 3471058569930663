import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { trustedAccessRoles, trustedAccessRolesIn } from '#clouds/azure/aks/trusted-access-roles/resource';
import { deleteTrustedAccess, distrusted } from '#clouds/azure/aks/trusted-access/actions';
import { powerOf, sourcesIn } from '#clouds/azure/aks/trusted-access/facts';
import { trustedAccess, trustedAccessOf } from '#clouds/azure/aks/trusted-access/resource';
import { subscriptionIn } from '#clouds/azure/aks/version/facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'aks-trusted-access-binding',
  on: aksCluster,
  uses: [aksCluster, trustedAccess, trustedAccessRoles],
  title: 'Other services of Azure administer an AKS cluster only where policy names them',
  severity: 'medium',
  control: 'cluster-admin-limited',
  why: 'Whoever holds the service acts in the cluster by the roles that it trusts it with, around private endpoints.',
  fix: 'Delete the binding, or name its source in allowedSources once it is known what it is for.',
  references: ['https://learn.microsoft.com/azure/aks/trusted-access-feature'],
  params: z.object({
    allowedSources: nameList(),
    allowedSourceTypes: nameList(['Microsoft.DataProtection/backupVaults', 'Microsoft.Security/pricings']),
  }),

  evaluate({ id, config }, { find, listAll, params: { allowedSources, allowedSourceTypes } }) {
    const held = find(trustedAccess, trustedAccessOf(id));
    if (isUnread(held)) return held;
    if (held === 'absent') return unknown('not-ready', 'Which services it trusts was not read yet.');
    if (held.config.value.length === 0) return notApplicable('it trusts no other service');
    const found = sourcesIn(held).flatMap(({ binding: key, at, source, isBeside, roles }) => {
      if (allowedSources.some((it) => isSame(it, source))) return [];
      const there = isBeside ? 'absent' : find(aksCluster, source.toLowerCase());
      const seen = { at: `${at}.sourceResourceId`, actual: source };
      const stranger = `The binding ${key} trusts ${source}, of a subscription that is not read.`;
      if (isUnread(there) && there.reason !== 'outside') return there;
      if (isUnread(there)) return listAll(aksCluster, {}).unread ?? fail(stranger, seen, { key });
      const others = roles.filter(({ sourceType }) => !allowedSourceTypes.some((it) => isSame(it, sourceType)));
      if (others.length === 0) return [];
      const known = find(trustedAccessRoles, trustedAccessRolesIn(subscriptionIn(id), config.location));
      if (isUnread(known)) return known;
      const powers = others.map(({ name }) => powerOf(name, known === 'absent' ? [] : known.config.value));
      const power = powers.find((it) => typeof it === 'string');
      const named = { at: `${at}.roles`, actual: roles.map(({ name }) => name) };
      const message = `The binding ${key} lets ${source} ${String(power)}.`;
      return power === undefined ? (powers.find(isUnread) ?? []) : fail(message, named, { key });
    });
    return found.length > 0 ? found : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [deleteTrustedAccess],
    plan: ({ id }, { find }, { key }) => distrusted(find(trustedAccess, trustedAccessOf(id)), key),
  },
});

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
