import { expect, test } from 'vitest';
import type { AwsEstate } from './estate.ts';
import { generateAwsEstate } from './generate.ts';

const regionsOf = (estate: AwsEstate) =>
  Object.values(estate.accounts).flatMap((account) => Object.values(account.regions));

test('the same settings give the same estate', () => {
  const settings = { seed: 11, clusters: 8, accounts: 2 };
  expect(JSON.stringify(generateAwsEstate(settings))).toBe(JSON.stringify(generateAwsEstate(settings)));
  expect(JSON.stringify(generateAwsEstate(settings))).not.toBe(
    JSON.stringify(generateAwsEstate({ ...settings, seed: 12 })),
  );
});

test('every cluster asked for is there once, with at least 100 resources', () => {
  const estate = generateAwsEstate({ seed: 2, clusters: 50 });
  const regions = regionsOf(estate);
  const arns = regions.flatMap((region) => region.clusters.map((cluster) => cluster.arn));
  expect(new Set(arns).size).toBe(50);
  const counts = regions.map(
    (region) =>
      region.clusters.length +
      region.nodegroups.length +
      region.securityGroups.length +
      region.networkInterfaces.length +
      region.instances.flatMap((each) => each.Instances ?? []).length +
      region.volumes.length +
      region.subnets.length +
      region.routeTables.length +
      region.launchTemplateVersions.length +
      region.images.length +
      region.repositories.length +
      Object.values(region.ecrImages).flat().length +
      region.inspectorFindings.length +
      region.kmsKeys.length,
  );
  const roles = Object.values(estate.accounts).flatMap((account) => account.iam.roles).length;
  expect((counts.reduce((sum, count) => sum + count, 0) + roles) / 50).toBeGreaterThanOrEqual(100);
});

test('what refers to something refers to what is there', () => {
  const estate = generateAwsEstate({ seed: 4, clusters: 12 });
  for (const account of Object.values(estate.accounts)) {
    const roles = new Set(account.iam.roles.map((role) => role.Arn));
    for (const region of Object.values(account.regions)) {
      const groups = new Set(region.securityGroups.map((group) => group.GroupId));
      const images = new Set(region.images.map((image) => image.ImageId));
      const volumes = new Set(region.volumes.map((volume) => volume.VolumeId));
      const instances = region.instances.flatMap((each) => each.Instances ?? []);
      expect(region.nodegroups.every((each) => roles.has(each.nodeRole))).toBe(true);
      expect(
        region.clusters.every(
          (each) => roles.has(each.roleArn) && groups.has(each.resourcesVpcConfig?.clusterSecurityGroupId),
        ),
      ).toBe(true);
      expect(instances.every((each) => images.has(each.ImageId))).toBe(true);
      expect(
        instances.flatMap((each) => each.BlockDeviceMappings ?? []).every((each) => volumes.has(each.Ebs?.VolumeId)),
      ).toBe(true);
    }
  }
});

test('a large estate is forgotten and made again the same', () => {
  const estate = generateAwsEstate({ seed: 9, clusters: 1200, accounts: 40 });
  const [account] = Object.values(estate.accounts);
  const read = (): string => JSON.stringify(account?.regions['eu-west-1']);
  expect(read()).toBe(read());
});

test('there are good and bad ones', () => {
  const clusters = regionsOf(generateAwsEstate({ seed: 6, clusters: 60 })).flatMap((region) => region.clusters);
  const open = clusters.filter((cluster) =>
    cluster.resourcesVpcConfig?.publicAccessCidrs?.some((cidr) => /^(0\.0\.0\.0|::)\/[01]$/.test(cidr)),
  );
  expect(open.length).toBeGreaterThan(0);
  expect(open.length).toBeLessThan(clusters.length / 2);
});
