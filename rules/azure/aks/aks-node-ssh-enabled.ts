import { z } from 'zod';
import { ownPools, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { hasWindows } from '#clouds/azure/aks/cluster/pool-machine-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { flag } from '#lib/params';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'aks-node-ssh-enabled',
  on: aksCluster,
  title: 'Nobody signs in to AKS nodes over SSH with a shared key',
  severity: 'low',
  control: 'node-login-closed',
  why: 'Whoever has the key of the local user is root on each node, and nothing says who it was.',
  fix: 'Set SSH access of the pool to disabled, then upgrade its node image: only new machines follow.',
  references: ['https://learn.microsoft.com/azure/aks/manage-ssh-node-access'],
  params: z.object({ requireDisabled: flag(false) }),

  evaluate({ config }, { params }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const pools = own.filter((pool) => !hasWindows(pool));
    const bad = pools.flatMap(({ name, at, profile }) => {
      const path = `${at}.securityProfile.sshAccess`;
      const actual = profile.securityProfile?.sshAccess;
      if (actual === undefined) return fieldMissing(path);
      const access = actual.toLowerCase();
      if (access === 'disabled' || (access === 'entraid' && !params.requireDisabled)) return [];
      if (access !== 'entraid' && access !== 'localuser')
        return unknown('malformed', `${path} is ${actual}, which AKS does not document.`);
      const how = access === 'entraid' ? 'their identities in Entra' : 'the key of a local user';
      const said = `People sign in to the nodes of the pool ${name} over SSH with ${how}.`;
      return fail(`${said} ${note}`.trim(), { at: path, actual, expected: 'Disabled' }, { key: name });
    });
    if (bad.length > 0) return bad;
    if (pools.length === 0) return notApplicable(`AKS hosts the pools, or they run Windows. ${note}`.trim());
    return note ? passBecause(note) : pass();
  },
});
