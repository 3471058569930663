import { X509Certificate } from 'node:crypto';
import type { ManagedCluster } from '@azure/arm-containerservice';
import type { AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { endsIn2027, endsIn2056 } from '../../support/certificates.ts';

/** The certificate authority that policy names. */
export const knownAuthority = new X509Certificate(endsIn2056).fingerprint256;

/** What clusters of the estate rely on, by their places: what AKS supports no more and strangers, and what it supports. */
const reliances = [
  (it: ManagedCluster): ManagedCluster => ({
    ...trusting(it, endsIn2027),
    ...meshed('asm-1-17'),
    networkProfile: { ...it.networkProfile, loadBalancerSku: 'basic' },
  }),
  (it: ManagedCluster): ManagedCluster => ({ ...trusting(it, endsIn2056), ...meshed('asm-1-28') }),
];

/** The clusters, the first two with a mesh and another certificate authority. */
export const relyingClusters = ({ managedClusters }: AzureSubscriptionEstate): readonly ManagedCluster[] =>
  managedClusters.map((cluster, at) => reliances[at]?.(cluster) ?? cluster);

const meshed = (revision: string): Pick<ManagedCluster, 'serviceMeshProfile'> => ({
  serviceMeshProfile: { mode: 'Istio', istio: { revisions: [revision] } },
});

const trusting = (cluster: ManagedCluster, pem: string): ManagedCluster => ({
  ...cluster,
  securityProfile: { ...cluster.securityProfile, customCATrustCertificates: [Buffer.from(pem)] },
});
