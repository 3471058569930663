import { allowedImages } from '#clouds/aws/ec2/allowed-images/resource';
import { ebsEncryptionDefault } from '#clouds/aws/ec2/ebs-encryption-default/resource';
import { flowLog } from '#clouds/aws/ec2/flow-log/resource';
import { image } from '#clouds/aws/ec2/image/resource';
import { imagePublicBlock } from '#clouds/aws/ec2/image-public-block/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { instanceMetadataDefaults } from '#clouds/aws/ec2/instance-metadata-defaults/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { lookedAt } from '#clouds/aws/ec2/launch-template-version/user-data';
import { networkAcl } from '#clouds/aws/ec2/network-acl/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { publicImages } from '#clouds/aws/ec2/public-images/resource';
import { publicSnapshots } from '#clouds/aws/ec2/public-snapshots/resource';
import { routeTable } from '#clouds/aws/ec2/route-table/resource';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { snapshotPublicBlock } from '#clouds/aws/ec2/snapshot-public-block/resource';
import { subnet } from '#clouds/aws/ec2/subnet/resource';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { ecrImageScan } from '#clouds/aws/ecr/image-scan/resource';
import { ecrPolicyScope } from '#clouds/aws/ecr/policy-scope/resource';
import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { ecrRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/resource';
import { ecrRegistryScanning } from '#clouds/aws/ecr/registry-scanning/resource';
import { ecrRepositoryScanning } from '#clouds/aws/ecr/repository-scanning/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { eksVersion } from '#clouds/aws/eks/version/resource';
import { oidcProvider } from '#clouds/aws/iam/oidc-provider/resource';
import { policy } from '#clouds/aws/iam/policy/resource';
import { role } from '#clouds/aws/iam/role/resource';
import { inspectorAccount } from '#clouds/aws/inspector/account/resource';
import { inspectorFinding } from '#clouds/aws/inspector/finding/resource';
import { kmsKeyPolicy } from '#clouds/aws/kms/key-policy/resource';
import { kmsKeyRotation } from '#clouds/aws/kms/key-rotation/resource';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import { awsTypes } from '#clouds/aws/types';
import type { Reading, Type } from '#model';
import type { AwsAccount, AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';
import { scanningOf } from '../../sim/aws/ecr-scanning.ts';
import { accountState } from '../../sim/aws/inspector.ts';
import { ownerPolicy } from '../../sim/aws/kms.ts';
import { balancerItems } from './aws-balancers.ts';
import { detectorItem } from './aws-detector.ts';
import { keysInUse, ownKeys, prefixListsInUse, rotatedKeys, templatesInUse } from './aws-links.ts';
import { partItems, trailItems } from './aws-parts.ts';
import { item, wholeReading, type Item } from './readings.ts';

/** A generated AWS estate as a sweep reads it, made without one: the regions that hold clusters, and the accounts. */
export function* awsReadings({ accounts }: AwsEstate): Generator<Reading> {
  for (const [id, account] of Object.entries(accounts)) {
    const target = { id: `aws:${id}:global`, provider: 'aws', scopes: ['aws-global'] } as const;
    yield wholeReading(target, typesOf('aws-global'), [...accountItems(account), ...trailItems(target.id, account)]);
    for (const [region, held] of Object.entries(account.regions)) {
      if (held.clusters.length === 0) continue;
      const place = { id: `aws:${id}:${region}`, provider: 'aws', scopes: ['aws-region'] } as const;
      yield wholeReading(place, typesOf('aws-region'), regionItems(id, region, held));
    }
  }
}

const typesOf = (scope: Type['scope']): readonly Type[] => awsTypes.filter((type) => type.scope === scope);

function accountItems({ iam }: AwsAccount): readonly Item[] {
  return [
    ...iam.roles.map((it) => ({
      type: role,
      id: it.Arn ?? '',
      name: it.RoleName,
      created: it.CreateDate,
      config: it,
    })),
    ...iam.policies.map((it) => ({
      type: policy,
      id: it.Arn ?? '',
      name: it.PolicyName,
      created: it.CreateDate,
      config: it,
    })),
    ...Object.entries(iam.oidcProviders).map(([id, it]) => ({
      type: oidcProvider,
      id,
      name: it.Url,
      created: it.CreateDate,
      config: it,
    })),
  ];
}

function regionItems(account: string, region: string, held: AwsRegion): readonly Item[] {
  const target = `aws:${account}:${region}`;
  const arn = (path: string): string => `arn:aws:ec2:${region}:${account}:${path}`;
  const lists = prefixListsInUse(held);
  const templates = templatesInUse(held);
  const keys = keysInUse(held);
  return [
    ...held.clusters.map((it) => item(eksCluster, it.arn, it, it.name, it.createdAt)),
    ...held.nodegroups.map((it) => item(eksNodegroup, it.nodegroupArn, it, it.nodegroupName, it.createdAt)),
    ...accessItems(held),
    ...partItems(target, held),
    ...balancerItems(target, held),
    detectorItem(target, held),
    ...held.clusterVersions.map((it) =>
      item(eksVersion, `${target}/eks.version/${it.clusterType ?? 'eks'}/${it.clusterVersion ?? ''}`, it),
    ),
    ...held.securityGroups.map((it) =>
      item(securityGroup, it.SecurityGroupArn ?? arn(`security-group/${it.GroupId ?? ''}`), it, it.GroupName),
    ),
    ...held.prefixLists.flatMap(({ list: { PrefixListId = '' }, entries }) =>
      lists.has(PrefixListId)
        ? item(prefixList, arn(`prefix-list/${PrefixListId}`), { PrefixListId, Entries: entries })
        : [],
    ),
    ...held.networkInterfaces.map((it) =>
      item(networkInterface, arn(`network-interface/${it.NetworkInterfaceId ?? ''}`), it),
    ),
    ...held.instances
      .flatMap(({ Instances = [] }) => Instances)
      .map((it) => item(instance, arn(`instance/${it.InstanceId ?? ''}`), it, it.InstanceId, it.LaunchTime)),
    ...held.volumes.map((it) => item(volume, arn(`volume/${it.VolumeId ?? ''}`), it, it.VolumeId, it.CreateTime)),
    ...held.vpcs.map((it) => item(vpc, arn(`vpc/${it.VpcId ?? ''}`), it)),
    ...held.flowLogs.map((it) =>
      item(flowLog, arn(`vpc-flow-log/${it.FlowLogId ?? ''}`), it, it.FlowLogId, it.CreationTime),
    ),
    ...held.subnets.map((it) => item(subnet, it.SubnetArn ?? arn(`subnet/${it.SubnetId ?? ''}`), it)),
    ...held.networkAcls.map((it) => item(networkAcl, arn(`network-acl/${it.NetworkAclId ?? ''}`), it)),
    ...held.routeTables.map((it) => item(routeTable, arn(`route-table/${it.RouteTableId ?? ''}`), it)),
    ...held.launchTemplateVersions
      .filter((it) => templates.get(it.LaunchTemplateId ?? '')?.has(String(it.VersionNumber)))
      .map((it) => {
        const name = `${it.LaunchTemplateId ?? ''}:${it.VersionNumber ?? ''}`;
        const data = { ...it.LaunchTemplateData, UserData: undefined };
        const bare = { ...it, LaunchTemplateData: data, userDataHolds: lookedAt(it.LaunchTemplateData?.UserData) };
        return item(launchTemplateVersion, arn(`launch-template/${name}`), bare, name, it.CreateTime);
      }),
    ...held.images.map((it) => item(image, arn(`image/${it.ImageId ?? ''}`), it, it.Name, it.CreationDate)),
    item(allowedImages, `${target}/${allowedImages.name}`, held.allowedImagesSettings),
    item(ebsEncryptionDefault, `${target}/${ebsEncryptionDefault.name}`, {
      EbsEncryptionByDefault: held.ebsEncryptionByDefault,
    }),
    item(instanceMetadataDefaults, `${target}/${instanceMetadataDefaults.name}`, {
      AccountLevel: held.instanceMetadataDefaults,
    }),
    item(publicSnapshots, `${target}/${publicSnapshots.name}`, {
      Snapshots: held.snapshots.flatMap(({ snapshot, isPublic }) => (isPublic ? snapshot : [])),
    }),
    item(snapshotPublicBlock, `${target}/${snapshotPublicBlock.name}`, {
      State: held.snapshotPublicBlock,
      ManagedBy: 'account',
    }),
    item(publicImages, `${target}/${publicImages.name}`, {
      Images: held.images.filter(({ OwnerId, Public }) => Public && OwnerId === account),
    }),
    item(imagePublicBlock, `${target}/${imagePublicBlock.name}`, {
      ImageBlockPublicAccessState: held.imagePublicBlock,
      ManagedBy: 'account',
    }),
    ...registryItems(held),
    ...policyItems(account, target, held),
    ...held.repositories.map((it) =>
      item(ecrRepositoryScanning, `${it.repositoryArn ?? ''}/scanning`, scanningOf(it, held), it.repositoryName),
    ),
    item(ecrRegistryScanning, `${target}/${ecrRegistryScanning.name}`, {
      registryId: account,
      scanningConfiguration: held.ecrScanning,
    }),
    item(inspectorAccount, `${target}/${inspectorAccount.name}`, accountState(account, held)),
    ...held.inspectorFindings.map((it) => item(inspectorFinding, it.findingArn, it, it.title, it.firstObservedAt)),
    ...held.kmsKeys
      .filter((it) => keys.has(it.Arn ?? ''))
      .map((it) => item(kmsKey, it.Arn, it, it.KeyId, it.CreationDate)),
    ...ownKeys(held).map((key) =>
      item(kmsKeyPolicy, `${key}/policy`, {
        PolicyName: 'default',
        Policy: held.kmsPolicies[key] ?? ownerPolicy(account),
      }),
    ),
    ...rotatedKeys(held).map((key) =>
      item(kmsKeyRotation, `${key}/rotation`, {
        KeyId: key,
        KeyRotationEnabled: key in held.kmsRotations,
        ...held.kmsRotations[key],
      }),
    ),
  ];
}

function accessItems({ addons, accessEntries }: AwsRegion): readonly Item[] {
  return [
    ...addons.map((it) =>
      item(eksAddon, it.addonArn, it, `${it.clusterName ?? ''}/${it.addonName ?? ''}`, it.createdAt),
    ),
    ...accessEntries.flatMap(({ entry, policies }) => {
      const { accessEntryArn: arn = '', clusterName, principalArn, createdAt } = entry;
      const all = { clusterName, principalArn, associatedAccessPolicies: policies };
      const name = `${clusterName ?? ''}/${principalArn ?? ''}`;
      return [
        item(accessEntry, arn, entry, name, createdAt),
        item(accessPolicies, arn.replace(/[^/]+$/, 'policies'), all, name),
      ];
    }),
  ];
}

function registryItems({ repositories, ecrImages, scanFindings, manifests }: AwsRegion): readonly Item[] {
  return repositories.flatMap((it) => {
    const { repositoryArn: arn = '', repositoryName: name = '', createdAt } = it;
    const images = (ecrImages[name] ?? []).flatMap((detail) => {
      const digest = detail.imageDigest ?? '';
      const own = item(ecrImage, `${arn}@${digest}`, detail, `${name}@${digest}`, detail.imagePushedAt);
      const scan = scanFindings[`${name}@${digest}`];
      const isIndex = /manifest\.list|image\.index/.test(detail.imageManifestMediaType ?? '');
      const index = isIndex ? manifests[digest]?.imageManifest : undefined;
      return [
        own,
        ...(scan ? [item(ecrImageScan, `${arn}@${digest}/scan`, { imageId: { imageDigest: digest }, ...scan })] : []),
        ...(index ? [item(ecrImageIndex, `${arn}@${digest}/index`, { digest, ...(JSON.parse(index) as object) })] : []),
      ];
    });
    return [item(ecrRepository, arn, it, name, createdAt), ...images];
  });
}

function policyItems(account: string, target: string, held: AwsRegion): readonly Item[] {
  const { repositories, ecrPolicies, ecrRegistryPolicy: policyText, ecrPolicyScope: value } = held;
  const own = { registryId: account, policyText };
  return [
    ...repositories.flatMap(({ repositoryArn = '', repositoryName = '' }) => {
      const text = ecrPolicies[repositoryName];
      const config = { registryId: account, repositoryName, policyText: text };
      return text === undefined ? [] : [item(ecrRepositoryPolicy, `${repositoryArn}/policy`, config, repositoryName)];
    }),
    item(ecrRegistryPolicy, `${target}/${ecrRegistryPolicy.name}`, own),
    item(ecrPolicyScope, `${target}/${ecrPolicyScope.name}`, { name: 'REGISTRY_POLICY_SCOPE', value }),
  ];
}
