import { z } from 'zod';
import { word } from '../../../envelope.ts';
import { setPoolManagement, updatePoolKubelet, updatePoolMetadata, updatePoolNetwork } from './pool-actions.ts';
import { flag, wishing, wishingAny } from './wish-events.ts';

const network = wishing(
  updatePoolNetwork,
  z.object({ nodePoolId: word, nodeNetworkConfig: z.object({ enablePrivateNodes: z.boolean() }) }),
);

const metadata = wishing(
  updatePoolMetadata,
  z.object({
    nodePoolId: word,
    workloadMetadataConfig: z.object({ mode: z.enum(['MODE_UNSPECIFIED', 'GCE_METADATA', 'GKE_METADATA']) }),
  }),
);

/** What is said of kubelets, as far as an action expresses it. */
export const kubeletPart = z
  .object({
    insecureKubeletReadonlyPortEnabled: z.boolean().optional(),
    allowedUnsafeSysctls: z.array(word).max(1000).optional(),
  })
  .refine((it) => Object.keys(it).length > 0);

const kubelet = wishing(updatePoolKubelet, z.object({ nodePoolId: word, kubeletConfig: kubeletPart }));

/** What `UpdateNodePool` asks for. */
export const poolWishes = wishingAny([network, metadata, kubelet]);

/** What `SetNodePoolManagement` asks for: it replaces both switches. */
export const managementWishes = wishing(
  setPoolManagement,
  z.object({ nodePoolId: word, management: z.object({ autoUpgrade: flag, autoRepair: flag }) }),
);
