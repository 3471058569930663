import { expect, test } from 'vitest';
import { ownReads as awsReads } from '#clouds/aws/own-reads';
import { ownReads as azureReads } from '#clouds/azure/gone';
import { ownReads as gcpReads } from '#clouds/gcp/gone';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { typesOn } from '#engine/any-rule';
import { rules } from '#rules/catalog.gen';

test('whatever is judged can be read by its own address, save for what exists once and what is no object', () => {
  const own = new Set([
    ...[...awsReads, ...azureReads, ...gcpReads].map(({ type }) => type.name),
    ...kubernetesTypes.map(({ name }) => name),
  ]);
  const judged = new Set(rules.flatMap(typesOn).map(({ name }) => name));
  expect([...judged].filter((name) => !own.has(name)).sort()).toEqual([
    'azure.activity-log-settings',
    'azure.defender-plans',
    'cloudtrail.trails',
    'ec2.allowed-images',
    'ec2.ebs-encryption-default',
    'ec2.public-images',
    'ec2.public-snapshots',
    'ec2.snapshot-public-block',
    'ecr.registry-policy',
    'ecr.registry-scanning',
    'gcp.compute-project',
    'gcp.project-policy',
    'guardduty.detectors',
    'k8s.api',
    'k8s.image',
  ]);
});
