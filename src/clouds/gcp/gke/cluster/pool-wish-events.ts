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

const kubelet = wishing(
  updatePoolKubelet,
  z.object({ nodePoolId: word, kubeletConfig: z.object({ insecureKubeletReadonlyPortEnabled: z.boolean() }) }),
);

/** What `UpdateNodePool` asks for. */
export const poolWishes = wishingAny([network, metadata, kubelet]);

/** What `SetNodePoolManagement` asks for: it replaces both switches. */
export const managementWishes = wishing(
  setPoolManagement,
  z.object({ nodePoolId: word, management: z.object({ autoUpgrade: flag, autoRepair: flag }) }),
);
