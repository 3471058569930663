import { aksWith } from './aks.ts';

interface Given {
  /** The add-on that the judged rule wants off, as Azure spells it. */
  readonly addon: string;
  /** What the rule says of it. */
  readonly message: string;
}

/** What the rules on an add-on that should be off share. */
export function addonCases({ addon, message }: Given) {
  const profile = (enabled: boolean, key = addon) => aksWith({ addonProfiles: { [key]: { enabled } } });
  const otherwise = `the cluster spells the add-on ${addon} otherwise`;
  return {
    pass: {
      'no add-ons': { on: aksWith() },
      'other add-ons': { on: profile(true, 'azurepolicy') },
      'the add-on is off': { on: profile(false) },
    },
    fail: {
      'the add-on is on': { on: profile(true), message },
      'its name is compared without case': { on: profile(true, addon.toLowerCase()), message, cannot: otherwise },
      'one spelling is off and the other on': {
        on: aksWith({ addonProfiles: { [addon]: { enabled: false }, [addon.toUpperCase()]: { enabled: true } } }),
        message,
        cannot: otherwise,
      },
      'no plan while the cluster is stopped': {
        on: aksWith({ addonProfiles: { [addon]: { enabled: true } }, powerState: { code: 'Stopped' } }),
        message,
        cannot: 'the cluster is stopped',
      },
    },
    unknown: {
      'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
    },
  } as const;
}
