import { describe, expect, it } from 'vitest';
import { accountsOfCluster } from '#clouds/gcp/gke/cluster/accounts';

const pools = (...accounts: readonly string[]) => accounts.map((serviceAccount) => ({ config: { serviceAccount } }));
const adding = (serviceAccount?: string, enableNodeAutoprovisioning = true) => ({
  enableNodeAutoprovisioning,
  autoprovisioningNodePoolDefaults: serviceAccount === undefined ? {} : { serviceAccount },
});
const autopilot = { enabled: true };

describe('the accounts that nodes run as', () => {
  it.each([
    ['each pool says its own, once', { nodePools: pools('a@x', 'b@x', 'a@x') }, ['a@x', 'b@x']],
    ['a pool that names none has the default', { nodePools: [{}, ...pools('default')] }, ['default']],
    ['no pools', {}, []],
    ['pools that GKE adds', { nodePools: pools('a@x'), autoscaling: adding('c@x') }, ['a@x', 'c@x']],
    ['pools that GKE adds with the default', { nodePools: pools('a@x'), autoscaling: adding() }, ['a@x', 'default']],
    ['GKE adds no pools', { nodePools: pools('a@x'), autoscaling: adding('c@x', false) }, ['a@x']],
    ['Autopilot says it once for all', { autopilot, nodePools: pools('a@x'), autoscaling: adding('c@x') }, ['c@x']],
    ['Autopilot says nothing: its pools do', { autopilot, nodePools: pools('a@x'), autoscaling: {} }, ['a@x']],
    ['Autopilot says nothing at all', { autopilot }, ['default']],
  ])('%s', (_, cluster, accounts) => {
    expect(accountsOfCluster(cluster)).toEqual(accounts);
  });
});
