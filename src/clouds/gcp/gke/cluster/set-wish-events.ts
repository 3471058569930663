import { z } from 'zod';
import { word } from '../../../envelope.ts';
import { isObject } from '../../../json.ts';
import { setLoggingService } from './actions.ts';
import { setMaintenanceExclusions } from './maintenance-actions.ts';
import type { Exclusion } from './maintenance-facts.ts';
import { setAddons, setLegacyAbac, setMasterAuth, setNetworkPolicy } from './set-actions.ts';
import { flag, wishing } from './wish-events.ts';

/** What is said of Calico's add-on, the only one that an action sets. */
export const networkPolicyAddon = z.object({ networkPolicyConfig: z.object({ disabled: flag }) });

/** What `SetAddonsConfig` asks for. */
export const addonWishes = wishing(setAddons, z.object({ addonsConfig: networkPolicyAddon }));

/** What `SetLegacyAbac` asks for. */
export const abacWishes = wishing(setLegacyAbac, z.object({ enabled: flag }));

/** What `SetLoggingService` asks for. */
export const loggingWishes = wishing(setLoggingService, z.object({ loggingService: word }));

/** What `SetMasterAuth` asks for, where that is to take the static user away: another one is not in the record. */
export const masterAuthWishes = wishing(
  setMasterAuth,
  z.object({ action: z.literal('SET_USERNAME'), update: z.object({ username: z.literal('') }) }),
);

/** What `SetNetworkPolicy` asks for. */
export const policyWishes = wishing(
  setNetworkPolicy,
  z.object({
    networkPolicy: z.object({ provider: z.enum(['PROVIDER_UNSPECIFIED', 'CALICO']).optional(), enabled: flag }),
  }),
);

/** The client has no name for times as they are printed: the check is that they are text. */
const exclusion = z.custom<Exclusion>(
  (it) => isObject(it) && typeof it['startTime'] === 'string' && typeof it['endTime'] === 'string',
);

/** What `SetMaintenancePolicy` asks for of the exclusions, which it replaces with all of the policy. */
export const maintenanceWishes = wishing(
  setMaintenanceExclusions,
  z
    .object({
      maintenancePolicy: z.object({
        window: z.object({ maintenanceExclusions: z.record(word, exclusion).optional() }),
      }),
    })
    .transform(({ maintenancePolicy: { window } }) => ({ maintenanceExclusions: window.maintenanceExclusions ?? {} })),
);
