import { gkeWith } from './gke.ts';

interface Given {
  /** What the judged rule looks at, in the management of a pool. */
  readonly upkeep: 'autoRepair' | 'autoUpgrade';
  /** The same as the message calls it. */
  readonly words: string;
}

/** A pool with what it says about its management, if anything. */
export const poolWith = (management?: object, name = 'system') => ({ name, ...(management && { management }) });

/** Node auto-provisioning on or off, with what its defaults say about management, if anything. */
const auto = (enableNodeAutoprovisioning: boolean, management?: object) => ({
  autoscaling: { enableNodeAutoprovisioning, autoprovisioningNodePoolDefaults: { ...(management && { management }) } },
});

/** What the rules on how GKE keeps up nodes share: pools, and those that GKE adds by itself. */
export function upkeepCases({ upkeep, words }: Given) {
  const on = { [upkeep]: true };
  const says = (label: string) => `${label} leaves nodes without ${words}.`;
  const pool = { key: 'system', message: says('Node pool system') };
  const defaults = {
    key: 'auto-provisioning defaults',
    message: says('Node auto-provisioning'),
    cannot: 'the defaults of node auto-provisioning are replaced as a whole: set them there',
  };
  return {
    pool,
    pass: {
      'the defaults have it on': { on: gkeWith({ nodePools: [poolWith(on)], ...auto(true, on) }) },
      'defaults count only while auto-provisioning is on': {
        on: gkeWith({ nodePools: [poolWith(on)], ...auto(false) }),
      },
    },
    off: {
      'nothing about it means off': { on: gkeWith({ nodePools: [poolWith()] }), ...pool },
      'false means off': { on: gkeWith({ nodePools: [poolWith({ [upkeep]: false })] }), ...pool },
    },
    fail: {
      'a pool is judged by what it says, release channel or not': {
        on: gkeWith({ nodePools: [poolWith({})], releaseChannel: { channel: 'REGULAR' } }),
        ...pool,
      },
      'each pool is a finding of its own': {
        on: gkeWith({ nodePools: [poolWith(), poolWith(on, 'good'), poolWith({}, 'batch')] }),
        ...pool,
        also: [says('Node pool batch')],
      },
      'auto-provisioning, and no pools yet': { on: gkeWith({ nodePools: undefined, ...auto(true) }), ...defaults },
      'auto-provisioning without defaults about it': {
        on: gkeWith({ nodePools: [poolWith(on)], ...auto(true) }),
        ...defaults,
      },
    },
    unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
    notApplicable: {
      Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
      'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
    },
  } as const;
}
