import { image } from '#clouds/aws/ec2/image/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import rule from '#rules/aws/eks/eks-nodegroup-ami-outdated';
import { imageWith, managedTags, nodeWith } from '../../../support/aws/ec2.ts';
import { nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

// Every case is judged on 1 November 2026.
const of = (
  releaseVersion: string,
  amiType:
    'AL2023_x86_64_STANDARD' | 'WINDOWS_CORE_2022_x86_64' | 'BOTTLEROCKET_x86_64' | 'CUSTOM' = 'AL2023_x86_64_STANDARD',
) => ({
  on: nodegroupWith({ releaseVersion, amiType }),
});
const made = (CreationDate: string | undefined, more = {}) => imageWith({ CreationDate, ...more });
const node = (more = {}) => nodeWith({ Tags: [...managedTags], ...more });
const rocket = of('1.50.0-5d9ac849', 'BOTTLEROCKET_x86_64');
const custom = of('ami-1', 'CUSTOM');

testRule(rule, {
  pass: {
    'a release of the last weeks': {
      ...of('1.33.5-20261015'),
      message: 'Its nodes run 1.33.5-20261015, made on 2026-10-15.',
    },
    'a release as old as policy allows': {
      ...of('1.33.5-20260917'),
      message: 'Its nodes run 1.33.5-20260917, made on 2026-09-17.',
    },
    'Windows writes its day with dots': {
      ...of('1.33-2026.10.14', 'WINDOWS_CORE_2022_x86_64'),
      message: 'Its nodes run 1.33-2026.10.14, made on 2026-10-14.',
    },
    'of Bottlerocket the image of the nodes tells': {
      ...rocket,
      beside: [node(), made('2026-10-20T10:00:00.000Z')],
      message: 'Its nodes run ami-1, made on 2026-10-20.',
    },
    'nodes that were terminated do not count': {
      ...rocket,
      beside: [
        node(),
        node({ InstanceId: 'i-2', ImageId: 'ami-2', State: { Name: 'terminated' } }),
        made('2026-10-20T10:00:00.000Z'),
      ],
      message: 'Its nodes run ami-1, made on 2026-10-20.',
    },
    'the commit of Bottlerocket is no day, whatever it looks like': {
      ...of('1.50.0-20250101', 'BOTTLEROCKET_x86_64'),
      beside: [node(), made('2026-10-20T10:00:00.000Z')],
      message: 'Its nodes run ami-1, made on 2026-10-20.',
    },
    'an AMI of its own': {
      ...custom,
      beside: [made('2026-10-20T10:00:00.000Z', { DeprecationTime: '2028-10-20T10:00:00.000Z' })],
      message: 'Its nodes run ami-1, made on 2026-10-20.',
    },
    'a longer time, where policy allows it': {
      ...of('1.33.5-20260610'),
      params: { maxAgeDays: 200 },
      message: 'Its nodes run 1.33.5-20260610, made on 2026-06-10.',
    },
  },
  fail: {
    ...Object.fromEntries(
      (['AL2_x86_64', 'AL2_x86_64_GPU', 'AL2_ARM_64'] as const).map((amiType) => [
        `images of ${amiType} get no releases`,
        {
          on: nodegroupWith({ amiType, releaseVersion: '1.32.9-20261030' }),
          message: `Its images are of the type ${amiType}, which policy denies.`,
          grade: 'high' as const,
        },
      ]),
    ),
    'a type that policy denies': {
      ...of('1.33.5-20261015'),
      params: { deniedAmiTypes: ['AL2023_x86_64_STANDARD'] },
      message: 'Its images are of the type AL2023_x86_64_STANDARD, which policy denies.',
      grade: 'high',
    },
    'a release one day older than policy allows': {
      ...of('1.33.5-20260916'),
      message: 'Its nodes run 1.33.5-20260916, made on 2026-09-16, 46 days ago.',
    },
    'an old release of Windows': {
      ...of('1.33-2026.06.10', 'WINDOWS_CORE_2022_x86_64'),
      message: 'Its nodes run 1.33-2026.06.10, made on 2026-06-10, 144 days ago.',
    },
    'an old image of Bottlerocket: the oldest of its nodes': {
      ...rocket,
      beside: [
        node(),
        node({ InstanceId: 'i-2', ImageId: 'ami-2' }),
        made('2026-10-20T10:00:00.000Z'),
        { ...made('2026-06-10T10:00:00.000Z', { ImageId: 'ami-2' }), id: 'arn:aws:ec2:eu-west-1::image/ami-2' },
      ],
      message: 'Its nodes run ami-2, made on 2026-06-10, 143 days ago.',
    },
    'an old AMI of its own': {
      ...custom,
      beside: [made('2026-06-10T10:00:00.000Z')],
      message: 'Its nodes run ami-1, made on 2026-06-10, 143 days ago.',
    },
    'a new AMI that its owner deprecated': {
      ...custom,
      beside: [made('2026-10-20T10:00:00.000Z', { DeprecationTime: '2026-10-30T10:00:00.000Z' })],
      message: 'Its nodes run ami-1, made on 2026-10-20, which is deprecated.',
    },
  },
  unknown: {
    'an update that runs': { on: nodegroupWith({ status: 'UPDATING' }), reason: 'in-transition' },
    'no type': { on: nodegroupWith({ amiType: undefined }), reason: 'field-missing' },
    'no release': { on: nodegroupWith(), reason: 'field-missing' },
    'Bottlerocket without a node': { ...rocket, reason: 'not-found' },
    'a node of a group that is called alike in another cluster': {
      ...rocket,
      beside: [
        node({ Tags: [managedTags[1], { Key: 'eks:cluster-name', Value: 'mail' }] }),
        made('2026-06-10T10:00:00.000Z'),
      ],
      reason: 'not-found',
    },
    'Bottlerocket, where nodes were not read': { ...rocket, hidden: [instance], reason: 'denied' },
    'the id of an AMI is no day, whatever it looks like': { ...of('ami-20250101', 'CUSTOM'), reason: 'not-found' },
    'an AMI that is gone': { ...custom, reason: 'not-found' },
    'an AMI that was not read': { ...custom, hidden: [image], reason: 'denied' },
    'an AMI without a day': { ...custom, beside: [made(undefined)], reason: 'field-missing' },
    'a day that there is not': { ...of('1.33.5-20261332'), reason: 'malformed' },
  },
});
