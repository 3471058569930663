import { z } from 'zod';
import { word } from '../../../envelope.ts';
import { updateMonitoring } from './monitoring-actions.ts';
import { flag, wishing } from './wish-events.ts';

const relayModes = ['RELAY_MODE_UNSPECIFIED', 'DISABLED', 'INTERNAL_VPC_LB', 'EXTERNAL_LB'] as const;

/** What `UpdateCluster` asks for of monitoring; what an action does not know is left to the read. */
export const monitoringWishes = wishing(
  updateMonitoring,
  z.object({
    desiredMonitoringConfig: z.strictObject({
      componentConfig: z.object({ enableComponents: z.array(word).max(1000).optional() }).optional(),
      managedPrometheusConfig: z.object({ enabled: flag }).optional(),
      advancedDatapathObservabilityConfig: z
        .object({ enableMetrics: flag, relayMode: z.enum(relayModes).optional(), enableRelay: flag })
        .optional(),
    }),
  }),
);
