import { afterEach, describe, expect, test } from 'vitest';
import { enableAllowedImages, replaceImageCriteria } from '#clouds/aws/ec2/allowed-images/actions';
import { allowedImages } from '#clouds/aws/ec2/allowed-images/resource';
import { authorizeIngress, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { updateEndpoint } from '#clouds/aws/eks/cluster/actions';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { updateVersion } from '#clouds/aws/eks/version/actions';
import { deleteInlinePolicy, detachPolicy, updateTrust } from '#clouds/aws/iam/role/actions';
import { role } from '#clouds/aws/iam/role/resource';
import { updateAuthorizedRanges } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { deleteSecurityRule, putSecurityRule } from '#clouds/azure/network/nsg/actions';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { setRepositoryPolicy } from '#clouds/gcp/artifact-registry/repository-policy/actions';
import { repositoryPolicy } from '#clouds/gcp/artifact-registry/repository-policy/resource';
import { switchFirewall } from '#clouds/gcp/compute/firewall/actions';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { createNetworkPolicy } from '#clouds/kubernetes/namespace/actions';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { deleteClusterBinding, removeClusterSubjects } from '#clouds/kubernetes/rbac/actions';
import { patchDeployment, type SecurityPatch } from '#clouds/kubernetes/workload/actions';
import { canonicalJson } from '#lib/canonical';
import type { Action, ResourceOf, Snapshot, Type } from '#model';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { generateKubernetesEstate } from '../sim/kubernetes/generate.ts';
import { estateOf } from '../clouds/azure/audit.ts';
import { estateWith, openEndpoints, openGroups, region } from './aws/estate.ts';
import { awsStand } from './aws/stand.ts';
import { azureStand } from './azure/stand.ts';
import { gcpStand } from './gcp/stand.ts';
import { kubernetesStand } from './kubernetes/stand.ts';
import type { Stand } from './stand.ts';

const open: Stand[] = [];

afterEach(async () => {
  for (const stand of open.splice(0)) await stand.close();
});

/** Opens a stand and finds the object of a type that a change is about, as it was read. */
async function about<N extends string, C, K extends string>(
  opening: Promise<Stand>,
  type: Type<N, C, K>,
  isMeant: (it: ResourceOf<Type<N, C, K>>) => boolean = () => true,
) {
  const stand = await opening;
  open.push(stand);
  const before = await stand.read();
  const isOfType = (it: { readonly type: string }): it is ResourceOf<Type<N, C, K>> => it.type === type.name;
  const subject = before
    .flatMap(({ resources }) => resources)
    .filter(isOfType)
    .find(isMeant)!;
  return { stand, subject, send: (action: Action) => stand.apply(action, subject), before };
}

/** What was read, as text. */
const stateOf = (snapshots: readonly Snapshot[]): string => canonicalJson(snapshots.map(({ resources }) => resources));

const aws = (estate = openGroups()): Promise<Stand> => awsStand(estate, region);
const azure = (): Promise<Stand> => azureStand(estateOf({ seed: 7, clusters: 11 }));
const gcp = (): Promise<Stand> => gcpStand(generateGcpEstate({ seed: 7, clusters: 4 }));
const kubernetes = (): Promise<Stand> =>
  kubernetesStand(generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 2 }));

describe('AWS refuses', () => {
  test('to close both endpoints of a cluster, and changes nothing', async () => {
    const { stand, subject, send, before } = await about(aws(openEndpoints()), eksCluster);
    const off = updateEndpoint(subject, { endpointPublicAccess: false, endpointPrivateAccess: false });
    await expect(send(off)).rejects.toMatchObject({ reason: 'refused', answer: 'InvalidParameterException' });
    expect(stateOf(await stand.read())).toBe(stateOf(before));
  });
  test('a version that is two minors ahead', async () => {
    const old = estateWith({
      region: ({ clusters }) => ({ clusters: clusters.map((it) => ({ ...it, version: '1.32' })) }),
    });
    const { subject, send } = await about(aws(old), eksCluster, ({ config }) => config.status === 'ACTIVE');
    const leap = updateVersion(subject, { version: '1.34' });
    await expect(send(leap)).rejects.toMatchObject({ reason: 'refused', answer: 'InvalidParameterException' });
  });
  test('to revoke a rule that the group does not have, and keeps the others of the call', async () => {
    const { stand, subject, send, before } = await about(aws(), securityGroup);
    const [first] = subject.config.IpPermissions ?? [];
    const none = { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };
    const revoke = revokeIngress(subject, { IpPermissions: [first!, none] });
    await expect(send(revoke)).rejects.toMatchObject({ reason: 'changed', answer: 'InvalidPermission.NotFound' });
    expect(stateOf(await stand.read())).toBe(stateOf(before));
  });
  test('to authorise a rule twice', async () => {
    const { subject, send } = await about(aws(), securityGroup);
    const again = authorizeIngress(subject, { IpPermissions: subject.config.IpPermissions ?? [] });
    await expect(send(again)).rejects.toMatchObject({ reason: 'changed', answer: 'InvalidPermission.Duplicate' });
  });
  test('no owner beside others, and any change of a setting that a declarative policy manages', async () => {
    const managed = estateWith({
      region: () => ({
        allowedImagesSettings: { State: 'disabled', ManagedBy: 'declarative-policy', ImageCriteria: [] },
      }),
    });
    const own = await about(aws(), allowedImages);
    const both = replaceImageCriteria(own.subject, { ImageCriteria: [{ ImageProviders: ['none', 'amazon'] }] });
    await expect(own.send(both)).rejects.toMatchObject({ reason: 'refused', answer: 'InvalidParameterValue' });
    const fixed = await about(aws(managed), allowedImages);
    const enable = enableAllowedImages(fixed.subject, { AllowedImagesSettingsState: 'audit-mode' });
    await expect(fixed.send(enable)).rejects.toMatchObject({ reason: 'refused', answer: 'DeclarativePolicyViolation' });
  });
  test('a trust that is no JSON, and to take off policies that the role does not have', async () => {
    const { subject, send } = await about(aws(), role);
    const refusal = (action: Action) => expect(send(action)).rejects;
    await refusal(updateTrust(subject, { PolicyDocument: '{' })).toMatchObject({
      reason: 'refused',
      answer: 'MalformedPolicyDocumentException',
    });
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMFullAccess';
    await refusal(detachPolicy(subject, { PolicyArn })).toMatchObject({
      reason: 'changed',
      answer: 'NoSuchEntityException',
    });
    await refusal(deleteInlinePolicy(subject, { PolicyName: 'none' })).toMatchObject({
      reason: 'changed',
      answer: 'NoSuchEntityException',
    });
  });
});

describe('Azure refuses', () => {
  test('a cluster that has changed since it was read, and keeps the change of the other', async () => {
    const { stand, subject, send } = await about(azure(), aksCluster);
    await send(updateAuthorizedRanges(subject, { authorizedIPRanges: ['198.51.100.0/24'] }));
    const after = await stand.read();
    const stale = updateAuthorizedRanges(subject, { authorizedIPRanges: ['203.0.113.0/24'] });
    await expect(send(stale)).rejects.toMatchObject({ reason: 'changed', answer: 'PreconditionFailed' });
    expect(stateOf(await stand.read())).toBe(stateOf(after));
  });
  test('a rule with the priority of another one', async () => {
    const { subject, send } = await about(
      azure(),
      networkSecurityGroup,
      ({ config }) => !!config.securityRules?.length,
    );
    const [first] = subject.config.securityRules ?? [];
    const twin = putSecurityRule(subject, { securityRuleName: 'twin', parameters: { ...first!, name: 'twin' } });
    await expect(send(twin)).rejects.toMatchObject({ reason: 'refused', answer: 'SecurityRuleConflict' });
  });
  test('nothing where the rule to delete is not there: the end is the same', async () => {
    const { stand, subject, send, before } = await about(azure(), networkSecurityGroup);
    await send(deleteSecurityRule(subject, { securityRuleName: 'none' }));
    expect(stateOf(await stand.read())).toBe(stateOf(before));
  });
});

describe('Google Cloud refuses', () => {
  test('a firewall rule that is gone', async () => {
    const { stand, subject } = await about(gcp(), firewall);
    const gone = { ...subject, id: subject.id.replace(/[^/]+$/, 'gone') };
    await expect(stand.apply(switchFirewall(gone, { disabled: true }), gone)).rejects.toMatchObject({
      reason: 'changed',
      answer: '404',
    });
  });
  test('a policy that has changed since it was read, and keeps the change of the other', async () => {
    const isOpen = ({ name }: { readonly name: string }) => name === 'archive';
    const { stand, subject, send } = await about(gcp(), repositoryPolicy, isOpen);
    const etag = subject.config.etag ?? '';
    await send(setRepositoryPolicy(subject, { bindings: [], etag }));
    const after = await stand.read();
    await expect(send(setRepositoryPolicy(subject, { bindings: [], etag }))).rejects.toMatchObject({
      reason: 'changed',
      answer: '10',
    });
    expect(stateOf(await stand.read())).toBe(stateOf(after));
  });
});

describe('Kubernetes refuses', () => {
  const changed = { reason: 'changed', answer: '409' };
  const patch: SecurityPatch = { securityContext: { runAsNonRoot: true }, initContainers: [], containers: [] };

  test('a workload that has changed since it was read', async () => {
    const { subject, send } = await about(kubernetes(), deployment);
    await send(patchDeployment(subject, patch));
    await expect(send(patchDeployment(subject, patch))).rejects.toMatchObject({ reason: 'changed', answer: '409' });
  });
  test('a binding that has changed since it was read, to be changed or deleted', async () => {
    const { stand, subject, send } = await about(kubernetes(), clusterRoleBinding, ({ name }) => name === 'ops-admins');
    const remove = removeClusterSubjects(subject, [{ op: 'remove', path: '/subjects/1' }]);
    await send(remove);
    const after = await stand.read();
    await expect(send(removeClusterSubjects(subject, [{ op: 'remove', path: '/subjects/0' }]))).rejects.toMatchObject({
      reason: 'changed',
      answer: '422',
    });
    await expect(send(deleteClusterBinding(subject, {}))).rejects.toMatchObject({ reason: 'changed', answer: '409' });
    expect(stateOf(await stand.read())).toBe(stateOf(after));
  });
  test('what its own checks refuse, before anything is written', async () => {
    const { stand, subject, send, before } = await about(kubernetes(), deployment);
    const nameless = {
      ...subject,
      config: { ...subject.config, metadata: { ...subject.config.metadata, resourceVersion: '0' } },
    };
    await expect(stand.apply(patchDeployment(nameless, patch), nameless)).rejects.toMatchObject(changed);
    expect(stateOf(await stand.read())).toBe(stateOf(before));
    await send(patchDeployment(subject, patch));
  });
  test('a workload that a tool has written since, and the tool is named', async () => {
    const { stand, subject, send } = await about(kubernetes(), deployment);
    await send(patchDeployment(subject, patch));
    const labels = { 'helm.sh/chart': 'shop-1.2.3' };
    const metadata = { ...subject.config.metadata, labels };
    const installed = { ...subject, config: { ...subject.config, metadata } };
    await expect(stand.apply(patchDeployment(subject, patch), installed)).rejects.toThrow(
      'belongs to Helm (shop-1.2.3)',
    );
  });
  test('a policy whose name is taken', async () => {
    const { subject, send } = await about(kubernetes(), namespace, ({ name }) => name === 'team-0');
    const create = createNetworkPolicy(subject, { name: 'deny', spec: { podSelector: {}, policyTypes: ['Ingress'] } });
    await send(create);
    await expect(send(create)).rejects.toMatchObject({ reason: 'changed', answer: '409' });
  });
});
