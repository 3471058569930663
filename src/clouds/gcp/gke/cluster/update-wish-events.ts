import { z } from 'zod';
import { word } from '../../../envelope.ts';
import { updateAuthenticatorGroups, updateBackupAgent, updateSecretManager } from './addon-actions.ts';
import { setLoggingService, updateDnsEndpoint, updateIpEndpoints } from './actions.ts';
import { updateAutoKubelet, updatePrivilegedAdmission, updateWorkloadPolicy } from './autopilot-actions.ts';
import { updateAnonymousAuthentication, updateBindingRules } from './caller-actions.ts';
import { updatePoolImage } from './image-actions.ts';
import { kubeletPart } from './pool-wish-events.ts';
import { monitoringWishes } from './monitoring-wish-events.ts';
import { updateInTransitEncryption, updateIntranodeVisibility, updateServiceExternalIps } from './network-actions.ts';
import { noticeOf, updateNotifications } from './notification-actions.ts';
import { updateSecurityPosture } from './posture-actions.ts';
import { setAddons } from './set-actions.ts';
import { networkPolicyAddon } from './set-wish-events.ts';
import {
  updateAuthorizedNetworks,
  updateBinaryAuthorization,
  updateDatabaseEncryption,
  updateDefaultPrivateNodes,
  updateLogging,
  updatePublicEndpoint,
  updateReleaseChannel,
  updateShieldedNodes,
  updateWorkloadIdentity,
} from './update-actions.ts';
import { flag, wishing, wishingAny } from './wish-events.ts';

const networks = z.object({
  enabled: flag,
  cidrBlocks: z
    .array(z.object({ displayName: z.string().optional(), cidrBlock: word.optional() }))
    .max(1000)
    .optional(),
  gcpPublicCidrsAccessEnabled: flag,
  privateEndpointEnforcementEnabled: flag,
});

const endpoints = <T extends z.ZodRawShape>(ip: T) =>
  z.object({ desiredControlPlaneEndpointsConfig: z.object({ ipEndpointsConfig: z.object(ip) }) });

const encryptions = ['IN_TRANSIT_ENCRYPTION_DISABLED', 'IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT'] as const;

const notices = ['UPGRADE_AVAILABLE_EVENT', 'UPGRADE_EVENT', 'SECURITY_BULLETIN_EVENT', 'UPGRADE_INFO_EVENT'] as const;

const evaluationModes = ['EVALUATION_MODE_UNSPECIFIED', 'DISABLED', 'PROJECT_SINGLETON_POLICY_ENFORCE'] as const;

/** What `UpdateCluster` asks for in `update`, as far as an action expresses it. Older fields are taken as their successors. */
export const updateWishes = wishingAny([
  wishing(updateAuthorizedNetworks, endpoints({ authorizedNetworksConfig: networks })),
  wishing(
    updateAuthorizedNetworks,
    z.object({ desiredMasterAuthorizedNetworksConfig: networks }).transform((it) => ({
      desiredControlPlaneEndpointsConfig: {
        ipEndpointsConfig: { authorizedNetworksConfig: it.desiredMasterAuthorizedNetworksConfig },
      },
    })),
  ),
  wishing(updatePublicEndpoint, endpoints({ enablePublicEndpoint: z.boolean() })),
  wishing(
    updatePublicEndpoint,
    z.object({ desiredEnablePrivateEndpoint: z.boolean() }).transform((it) => ({
      desiredControlPlaneEndpointsConfig: {
        ipEndpointsConfig: { enablePublicEndpoint: !it.desiredEnablePrivateEndpoint },
      },
    })),
  ),
  wishing(updateIpEndpoints, endpoints({ enabled: z.boolean() })),
  wishing(
    updateDnsEndpoint,
    z.object({
      desiredControlPlaneEndpointsConfig: z.object({
        dnsEndpointConfig: z.object({
          allowExternalTraffic: flag,
          enableK8sTokensViaDns: flag,
          enableK8sCertsViaDns: flag,
        }),
      }),
    }),
  ),
  wishing(updateDefaultPrivateNodes, z.object({ desiredDefaultEnablePrivateNodes: z.boolean() })),
  wishing(
    updateWorkloadIdentity,
    z.object({ desiredWorkloadIdentityConfig: z.object({ workloadPool: word.optional() }) }),
  ),
  wishing(
    updateDatabaseEncryption,
    z.object({
      desiredDatabaseEncryption: z.object({ state: z.enum(['ENCRYPTED', 'DECRYPTED']), keyName: word.optional() }),
    }),
  ),
  wishing(updateShieldedNodes, z.object({ desiredShieldedNodes: z.object({ enabled: flag }) })),
  wishing(
    updateReleaseChannel,
    z.object({
      desiredReleaseChannel: z.object({
        channel: z.enum(['UNSPECIFIED', 'RAPID', 'REGULAR', 'STABLE', 'EXTENDED']).optional(),
      }),
    }),
  ),
  wishing(
    updateBinaryAuthorization,
    z.object({
      desiredBinaryAuthorization: z.object({ enabled: flag, evaluationMode: z.enum(evaluationModes).optional() }),
    }),
  ),
  wishing(
    updateAnonymousAuthentication,
    z.object({
      desiredAnonymousAuthenticationConfig: z.object({ mode: z.enum(['MODE_UNSPECIFIED', 'ENABLED', 'LIMITED']) }),
    }),
  ),
  wishing(
    updateBindingRules,
    z.object({
      desiredRbacBindingConfig: z.object({
        enableInsecureBindingSystemUnauthenticated: flag,
        enableInsecureBindingSystemAuthenticated: flag,
      }),
    }),
  ),
  wishing(updateIntranodeVisibility, z.object({ desiredIntraNodeVisibilityConfig: z.object({ enabled: flag }) })),
  wishing(updateServiceExternalIps, z.object({ desiredServiceExternalIpsConfig: z.object({ enabled: flag }) })),
  wishing(updateInTransitEncryption, z.object({ desiredInTransitEncryptionConfig: z.enum(encryptions) })),
  wishing(updatePoolImage, z.object({ desiredNodePoolId: word, desiredImageType: word })),
  wishing(
    updateNotifications,
    z.object({
      desiredNotificationConfig: z.object({
        pubsub: z.object({
          enabled: flag,
          topic: word.optional(),
          filter: z.object({ eventType: z.array(z.enum(notices).transform(noticeOf)).max(100).optional() }).optional(),
        }),
      }),
    }),
  ),
  wishing(
    updateSecurityPosture,
    z.object({ desiredSecurityPostureConfig: z.object({ mode: z.enum(['DISABLED', 'BASIC', 'ENTERPRISE']) }) }),
  ),
  monitoringWishes,
  wishing(
    updateAuthenticatorGroups,
    z.object({ desiredAuthenticatorGroupsConfig: z.object({ enabled: flag, securityGroup: word.optional() }) }),
  ),
  wishing(
    updateBackupAgent,
    z.object({ desiredAddonsConfig: z.object({ gkeBackupAgentConfig: z.object({ enabled: flag }) }) }),
  ),
  wishing(
    updateSecretManager,
    z.object({
      desiredSecretManagerConfig: z.object({
        enabled: flag,
        rotationConfig: z.object({ enabled: flag }).optional(),
      }),
    }),
  ),
  wishing(updateAutoKubelet, z.object({ desiredNodePoolAutoConfigKubeletConfig: kubeletPart })),
  wishing(
    updatePrivilegedAdmission,
    z.object({ desiredPrivilegedAdmissionConfig: z.object({ allowlistPaths: z.array(word).min(1).max(1000) }) }),
  ),
  wishing(
    updateWorkloadPolicy,
    z.object({ desiredAutopilotWorkloadPolicyConfig: z.object({ allowNetAdmin: z.boolean() }) }),
  ),
  wishing(
    updateLogging,
    z
      .object({
        desiredLoggingConfig: z.object({
          componentConfig: z.object({ enableComponents: z.array(word).max(1000).optional() }).optional(),
        }),
      })
      .transform((it) => ({ enableComponents: it.desiredLoggingConfig.componentConfig?.enableComponents ?? [] })),
  ),
  wishing(
    setLoggingService,
    z
      .object({ desiredLoggingService: word })
      .transform(({ desiredLoggingService: loggingService }) => ({ loggingService })),
  ),
  wishing(
    setAddons,
    z
      .object({ desiredAddonsConfig: networkPolicyAddon })
      .transform(({ desiredAddonsConfig: addonsConfig }) => ({ addonsConfig })),
  ),
]);
