import { describe, expect, test } from 'vitest';
import { disableAllowedImages, enableAllowedImages } from '#clouds/aws/ec2/allowed-images/actions';
import { associatePolicy } from '#clouds/aws/eks/access-policies/actions';
import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import { attachPolicy, deleteInlinePolicy, detachPolicy, putInlinePolicy } from '#clouds/aws/iam/role/actions';
import { disableRotation, enableRotation } from '#clouds/aws/kms/key-rotation/actions';
import { updateCluster } from '#clouds/azure/aks/cluster/actions';
import { deleteSecurityRule, putSecurityRule } from '#clouds/azure/network/nsg/actions';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { setLoggingService, updateDnsEndpoint, updateIpEndpoints } from '#clouds/gcp/gke/cluster/actions';
import { updatePoolNetwork } from '#clouds/gcp/gke/cluster/pool-actions';
import { setKeyRotation } from '#clouds/gcp/kms/key/actions';
import { kmsKey } from '#clouds/gcp/kms/key/resource';
import type { Action, ActionType, Resource } from '#model';
import { plain } from '../contract/normal.ts';
import { allowedImagesWith } from '../support/aws/ec2.ts';
import { roleWith } from '../support/aws/iam.ts';
import { rotationWith } from '../support/aws/kms.ts';
import { aksWith } from '../support/azure/aks.ts';
import { make } from '../support/build.ts';
import { gkeSaying } from '../support/gcp/gke.ts';
import { thereAndBack } from './there-and-back.ts';

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const inline = { PolicyName: 'all', PolicyDocument: encodeURIComponent('{"Version":"2012-10-17"}') };
const role = roleWith([], {
  AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: admin }],
  RolePolicyList: [inline],
});
const images = (State: string) => allowedImagesWith({ State, ManagedBy: 'account', ImageCriteria: [] });
const entry = make(accessPolicies, 'arn:aws:eks:eu-west-1:111122223333:access-entry/shop/role/1/x/1', {
  associatedAccessPolicies: [{ policyArn: 'view', accessScope: { type: 'cluster' } }],
});
const key = (config: object) =>
  make(kmsKey, '//cloudkms.googleapis.com/projects/p/locations/l/keyRings/r/cryptoKeys/k', config);
const rule = { name: 'ssh', access: 'Allow', direction: 'Inbound', priority: 100, protocol: 'Tcp' };
const nsg = make(
  networkSecurityGroup,
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg/providers/microsoft.network/networksecuritygroups/n',
  { securityRules: [rule] },
);
const cluster = gkeSaying({
  loggingService: 'logging.googleapis.com/kubernetes',
  loggingConfig: { componentConfig: { enableComponents: ['SYSTEM_COMPONENTS', 'WORKLOADS'] } },
  nodePools: [{ name: 'main', networkConfig: { enablePrivateNodes: false } }, { name: 'other' }],
});
const ipOff = { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } };
const dnsOpen = { desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } };

describe('what is taken back stands as it stood', () => {
  test.each<[string, ActionType, Resource, Action, readonly string[]]>([
    [
      'a policy that is attached',
      attachPolicy,
      role,
      attachPolicy(role, { PolicyArn: 'p/new' }),
      ['iam.detach-policy'],
    ],
    ['a policy that was attached already', attachPolicy, role, attachPolicy(role, { PolicyArn: admin }), []],
    ['a policy that is detached', detachPolicy, role, detachPolicy(role, { PolicyArn: admin }), ['iam.attach-policy']],
    ['a policy that was not attached', detachPolicy, role, detachPolicy(role, { PolicyArn: 'p/none' }), []],
    [
      'an inline policy that is new',
      putInlinePolicy,
      role,
      putInlinePolicy(role, { PolicyName: 'new', PolicyDocument: '{}' }),
      ['iam.delete-inline-policy'],
    ],
    [
      'an inline policy that is written over',
      putInlinePolicy,
      role,
      putInlinePolicy(role, { PolicyName: 'all', PolicyDocument: '{}' }),
      ['iam.put-inline-policy'],
    ],
    [
      'an inline policy that is deleted',
      deleteInlinePolicy,
      role,
      deleteInlinePolicy(role, { PolicyName: 'all' }),
      ['iam.put-inline-policy'],
    ],
    [
      'rotation in another period',
      enableRotation,
      rotationWith({ KeyRotationEnabled: true, RotationPeriodInDays: 900 }),
      enableRotation(rotationWith({}), { RotationPeriodInDays: 365 }),
      ['kms.enable-rotation'],
    ],
    [
      'rotation that is turned off',
      disableRotation,
      rotationWith({ KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
      disableRotation(rotationWith({}), {}),
      ['kms.enable-rotation'],
    ],
    [
      'rotation that was off',
      disableRotation,
      rotationWith({ KeyRotationEnabled: false }),
      disableRotation(rotationWith({}), {}),
      [],
    ],
    [
      'images in another mode',
      enableAllowedImages,
      images('enabled'),
      enableAllowedImages(images('enabled'), { AllowedImagesSettingsState: 'audit-mode' }),
      ['ec2.enable-allowed-images'],
    ],
    [
      'images that are no longer asked',
      disableAllowedImages,
      images('enabled'),
      disableAllowedImages(images('enabled'), {}),
      ['ec2.enable-allowed-images'],
    ],
    [
      'images that nobody asked',
      disableAllowedImages,
      images('disabled'),
      disableAllowedImages(images('disabled'), {}),
      [],
    ],
    [
      'an access policy that is new',
      associatePolicy,
      entry,
      associatePolicy(entry, { policyArn: 'edit', accessScope: { type: 'cluster' } }),
      ['eks.disassociate-access-policy'],
    ],
    [
      'an access policy with another scope',
      associatePolicy,
      entry,
      associatePolicy(entry, { policyArn: 'view', accessScope: { type: 'namespace', namespaces: ['a'] } }),
      ['eks.associate-access-policy'],
    ],
    [
      'a security rule that is new',
      putSecurityRule,
      nsg,
      putSecurityRule(nsg, { securityRuleName: 'new', parameters: rule }),
      ['azure.delete-security-rule'],
    ],
    [
      'a security rule that is written over',
      putSecurityRule,
      nsg,
      putSecurityRule(nsg, { securityRuleName: 'SSH', parameters: { ...rule, access: 'Deny' } }),
      ['azure.put-security-rule'],
    ],
    [
      'a security rule that is not there',
      deleteSecurityRule,
      nsg,
      deleteSecurityRule(nsg, { securityRuleName: 'none' }),
      [],
    ],
    [
      'a key that was rotated by itself',
      setKeyRotation,
      key({ rotationPeriod: '1s', nextRotationTime: '2027-01-01T00:00:00Z' }),
      setKeyRotation(key({}), { rotationPeriod: '2s', nextRotationTime: '2028-01-01T00:00:00Z' }),
      ['gcp.set-key-rotation'],
    ],
    [
      'a key that was not',
      setKeyRotation,
      key({ purpose: 'ENCRYPT_DECRYPT' }),
      setKeyRotation(key({}), { rotationPeriod: '2s', nextRotationTime: '2028-01-01T00:00:00Z' }),
      ['gcp.set-key-rotation'],
    ],
    ['the DNS endpoint', updateDnsEndpoint, cluster, updateDnsEndpoint(cluster, dnsOpen), ['gke.update-dns-endpoint']],
    [
      'the service that takes the logs',
      setLoggingService,
      cluster,
      setLoggingService(cluster, { loggingService: 'none' }),
      ['gke.set-logging-service'],
    ],
    [
      'a pool with public nodes',
      updatePoolNetwork,
      cluster,
      updatePoolNetwork(cluster, { nodePoolId: 'main', nodeNetworkConfig: { enablePrivateNodes: true } }),
      ['gke.update-pool-network'],
    ],
  ])('%s', (_, type, subject, action, actions) => {
    const seen = thereAndBack(type, subject, action);
    expect(seen.actions).toEqual(actions);
    expect(seen.back).toEqual(plain(subject.config));
  });
  test('the IP endpoints, which are on where nothing is said', () => {
    const { back } = thereAndBack(updateIpEndpoints, cluster, updateIpEndpoints(cluster, ipOff));
    expect(back).toMatchObject({ controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } } });
  });
  test('not the OIDC issuer, nor another data plane, but what was on already', () => {
    const on = { oidcIssuerProfile: { enabled: true } };
    const off = aksWith({ oidcIssuerProfile: { enabled: false } });
    const oidc = thereAndBack(updateCluster, off, updateCluster(off, on));
    expect(oidc.cannot).toBe('AKS does not turn the OIDC issuer off again');
    const both = { ...on, securityProfile: { workloadIdentity: { enabled: true } } };
    const had = aksWith(on);
    expect(thereAndBack(updateCluster, had, updateCluster(had, both)).back).toEqual(plain(had.config));
    const azure = aksWith({ networkProfile: { networkDataplane: 'azure' } });
    const cilium = thereAndBack(
      updateCluster,
      azure,
      updateCluster(azure, { networkProfile: { networkDataplane: 'cilium' } }),
    );
    expect(cilium.cannot).toBe('AKS has no way back from the Cilium data plane');
  });
});
