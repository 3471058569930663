import { update } from './update-actions.ts';
import { withoutDefaults } from '../../without-defaults.ts';

/** Lets the VPC see what pods on one node say to each other, or no longer. The nodes restart. */
export const updateIntranodeVisibility = update<'desiredIntraNodeVisibilityConfig'>({
  name: 'gke.update-intranode-visibility',
  writes: ['networkConfig.enableIntraNodeVisibility'],
  become: ({ networkConfig }, { desiredIntraNodeVisibilityConfig: { enabled } }) => {
    const { enableIntraNodeVisibility: _old, ...rest } = networkConfig ?? {};
    return { networkConfig: { ...rest, ...(enabled === true && { enableIntraNodeVisibility: true }) } };
  },
  back: ({ networkConfig }) => ({
    desiredIntraNodeVisibilityConfig: { enabled: networkConfig?.enableIntraNodeVisibility === true },
  }),
});

/** Lets Services name external addresses at will, or blocks them. */
export const updateServiceExternalIps = update<'desiredServiceExternalIpsConfig'>({
  name: 'gke.update-service-external-ips',
  writes: ['networkConfig.serviceExternalIpsConfig'],
  become: ({ networkConfig }, { desiredServiceExternalIpsConfig: wish }) => ({
    networkConfig: { ...networkConfig, serviceExternalIpsConfig: withoutDefaults(wish) },
  }),
  back: ({ networkConfig }) => ({
    desiredServiceExternalIpsConfig: { enabled: networkConfig?.serviceExternalIpsConfig?.enabled === true },
  }),
});

/** Has the nodes of a cluster with Dataplane V2 encrypt what pods say to each other, or no longer. */
export const updateInTransitEncryption = update<'desiredInTransitEncryptionConfig'>({
  name: 'gke.update-in-transit-encryption',
  writes: ['networkConfig.inTransitEncryptionConfig'],
  become: ({ networkConfig }, { desiredInTransitEncryptionConfig: inTransitEncryptionConfig }) => ({
    networkConfig: { ...networkConfig, inTransitEncryptionConfig },
  }),
  back: ({ networkConfig }) => ({
    desiredInTransitEncryptionConfig: networkConfig?.inTransitEncryptionConfig ?? 'IN_TRANSIT_ENCRYPTION_DISABLED',
  }),
});
