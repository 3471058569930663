import { allowedImages } from '#clouds/aws/ec2/allowed-images/resource';
import { image } from '#clouds/aws/ec2/image/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/ec2/ami-allow-deny-list';
import {
  allowedImagesWith,
  givenTemplate,
  imageWith,
  managedTags,
  nodeWith,
  templateWith,
} from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { gapOn, places } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { strange, unused } from './ami-allow-deny-list.unused.ts';

const own = { ...strange, OwnerId: '111122223333' } as const;
const deny = (...vmImages: { id?: string; name?: string; until?: string }[]) => ({
  allow: {},
  deny: { vmImages: vmImages.map((one) => ({ reason: 'CVE-2026-1234', ...one })) },
});
const allow = (...vmImageOwners: string[]) => ({ allow: { vmImageOwners }, deny: {} });
const web = [nodegroupWith(givenTemplate), templateWith({ ImageId: 'ami-1' })];
const requireAllowedImages = { requireAllowedImages: true };
const run = (config = {}) => ({ on: imageWith(config), beside: [nodeWith()] });
const against = (State: string, config = {}) => ({
  on: imageWith(config),
  beside: [nodeWith(), allowedImagesWith({ State })],
  params: requireAllowedImages,
});
const setting = (config: object) => ({ on: allowedImagesWith(config), params: requireAllowedImages });
const open = 'The account may launch every image.';
const cluster = { on: clusterWith({}), beside: [nodeWith()] };
const replace = 'nodes that run the image have to be replaced';
const notOwned = 'Its owner 999988887777 is not an allowed one.';
const denied = 'Policy denies ami-1.';
const lost = 'ami-1 no longer resolves.';
const deregistered = { ...run({ State: 'deregistered' }), message: lost, grade: 'low' as const, cannot: replace };

testRule(rule, {
  pass: {
    'an image of Amazon, by the alias of its owner': { ...run() },
    'an image of the account itself': { ...run(own) },
    'policy names the account of the owner': { ...run(strange), components: allow('999988887777') },
    'policy allows the marketplace': {
      ...run({ ...strange, ImageOwnerAlias: 'aws-marketplace' }),
      components: allow('aws-marketplace'),
    },
    'a denied pattern that does not match': {
      ...run({ ...own, Name: 'golden-8' }),
      components: deny({ name: 'golden-7*' }, { id: 'ami-2' }),
    },
    'an entry of the deny list that has ended': {
      ...run(),
      components: deny({ id: 'ami-1', until: '2026-10-31T00:00:00Z' }),
    },
    'the setting is not asked for, whatever it says': {
      on: imageWith({ ImageAllowed: false }),
      beside: [nodeWith(), allowedImagesWith({ State: 'audit-mode' })],
    },
    'the criteria allow a running image': { ...against('enabled', { ImageAllowed: true }) },
    'a setting that is off says nothing of an image': { ...against('disabled', { ImageAllowed: false }) },
    'the criteria are asked of running images, not of templates': {
      on: imageWith({ ImageAllowed: false }),
      beside: [...web, allowedImagesWith({ State: 'audit-mode' })],
      params: requireAllowedImages,
    },
    'audit mode is enough of a setting': { ...setting({ State: 'audit-mode' }) },
    'all images of a cluster resolve': {
      on: clusterWith({}),
      beside: [nodeWith(), nodeWith({ InstanceId: 'i-2', Tags: managedTags }), ...web, imageWith()],
    },
    'a template without an image leaves the choice to EKS': {
      on: clusterWith({}),
      beside: [nodegroupWith(givenTemplate), templateWith({}), nodeWith({ Tags: managedTags }), imageWith()],
    },
    'a group that was scaled to nothing lacks no nodes': {
      on: clusterWith({}),
      beside: [nodegroupWith({ scalingConfig: { desiredSize: 0 } }), nodeWith(), imageWith()],
    },
  },
  fail: {
    'an image whose id is denied': {
      ...run(),
      components: deny({ id: 'ami-1' }),
      message: denied,
      grade: 'critical',
      cannot: replace,
    },
    'an image whose name matches a denied pattern': {
      ...run(),
      components: deny({ name: 'amazon-eks-node-*-1.33-v2026100?' }),
      message: 'Its name amazon-eks-node-al2023-x86_64-standard-1.33-v20261001 matches a denied pattern.',
      cannot: replace,
    },
    'an owner that nobody allowed': { ...run(strange), message: notOwned, cannot: replace },
    'an owner that only the templates of a node group use': {
      on: imageWith(strange),
      beside: web,
      message: notOwned,
      cannot: replace,
    },
    'self is the account, not its neighbour': {
      ...run(own),
      components: allow('amazon'),
      message: 'Its owner 111122223333 is not an allowed one.',
      cannot: replace,
    },
    'Amazon is not allowed where policy names others only': {
      ...run(),
      components: allow('self'),
      message: 'Its owner 602401143452 is not an allowed one.',
      cannot: replace,
    },
    'denial wins over an allowed owner': {
      ...run(own),
      components: { allow: { vmImageOwners: ['self'] }, deny: { vmImages: [{ id: 'ami-1', reason: 'broken' }] } },
      message: denied,
      grade: 'critical',
      cannot: replace,
    },
    'an image that no longer resolves is low': {
      on: clusterWith({}),
      beside: [nodeWith(), nodeWith({ InstanceId: 'i-2', Tags: managedTags }), ...web],
      message: lost,
      key: 'ami-1',
      grade: 'low',
      cannot: replace,
    },
    'an image that is deregistered': deregistered,
    'an image that is deregistered, whatever further nodes there are': {
      ...deregistered,
      gaps: [gapOn(instance, places['aws-region'])],
    },
    'each lost image is a finding': {
      on: clusterWith({}),
      beside: [nodeWith(), nodeWith({ InstanceId: 'i-2', ImageId: 'ami-2' })],
      message: lost,
      key: 'ami-1',
      grade: 'low',
      also: ['ami-2 no longer resolves.'],
      cannot: replace,
    },
    'a denied image is critical though it no longer resolves': {
      ...cluster,
      components: deny({ id: 'ami-1' }),
      message: denied,
      key: 'ami-1',
      grade: 'critical',
      cannot: replace,
    },
    'policy asks for the setting and it is off': { ...setting({ State: 'disabled' }), message: open, grade: 'low' },
    'audit mode is turned on with the criteria that stand': {
      ...setting({ State: 'disabled', ImageCriteria: [{ ImageProviders: ['none'] }] }),
      message: open,
      grade: 'low',
    },
    'a declarative policy manages the setting': {
      ...setting({ State: 'disabled', ManagedBy: 'declarative-policy' }),
      message: open,
      grade: 'low',
      cannot: 'a declarative policy manages the setting',
    },
    'nodes run an image that audit mode would forbid': {
      ...against('audit-mode', { ImageAllowed: false }),
      message: "The account's criteria forbid ami-1.",
      grade: 'medium',
      cannot: replace,
    },
    'nodes run an image that the enabled setting forbids': {
      ...against('enabled', { ImageAllowed: false }),
      message: "The account's criteria forbid ami-1.",
      grade: 'medium',
      cannot: replace,
    },
  },
  unknown: {
    'DescribeImages was refused': { ...cluster, hidden: [image], reason: 'denied' },
    'an image that is not there, while node groups could not be read': {
      ...cluster,
      hidden: [eksNodegroup],
      reason: 'denied',
    },
    'a denied id that may resolve, while DescribeImages was refused': {
      ...cluster,
      components: deny({ id: 'ami-1' }),
      hidden: [image],
      reason: 'denied',
    },
    'it could not be read who uses the image': { on: imageWith(strange), hidden: [instance], reason: 'denied' },
    'an alias that the answer does not resolve': {
      on: clusterWith({}),
      beside: [nodegroupWith(givenTemplate), templateWith({ ImageId: 'resolve:ssm:/golden/image' })],
      reason: 'field-missing',
      message: 'The answer does not resolve resolve:ssm:/golden/image.',
    },
    'a launch template that could not be found': {
      on: clusterWith({}),
      beside: [nodegroupWith(givenTemplate)],
      reason: 'not-found',
      message: 'The launch template lt-1 3 could not be found.',
    },
    'an answer without ImageId': { on: imageWith({ ImageId: undefined }), reason: 'field-missing' },
    'an answer without OwnerId': {
      ...run({ OwnerId: undefined, ImageOwnerAlias: undefined }),
      reason: 'field-missing',
      message: 'The answer has no OwnerId.',
    },
    'an answer without Name, while names are denied': {
      ...run({ Name: undefined }),
      components: deny({ name: '*' }),
      reason: 'field-missing',
      message: 'The answer has no Name.',
    },
    'files that do not say whose account this is': {
      on: imageWith(own, { target: 'aws:files:recorded' }),
      beside: [{ ...nodeWith(), target: 'aws:files:recorded' }],
      folder: 'recorded',
      reason: 'not-in-files',
      message: 'The files do not say whose account this is.',
    },
    'an answer without ImageAllowed, while the setting is on': {
      ...against('audit-mode'),
      reason: 'field-missing',
      message: 'The answer has no ImageAllowed.',
    },
    'the setting could not be read': { ...against('enabled'), hidden: [allowedImages], reason: 'denied' },
    'a setting without State': { ...setting({}), reason: 'field-missing', message: 'The answer has no State.' },
    'the image of nodes that a group wants and that were not found': {
      on: clusterWith({}),
      beside: [nodegroupWith({ scalingConfig: { desiredSize: 3 } }), nodeWith(), imageWith()],
      reason: 'not-found',
      message: 'The group wants 3 nodes, and none was found.',
    },
    'a cluster without a name': { on: clusterWith({}, { name: undefined }), reason: 'field-missing' },
  },
  notApplicable: { ...unused.notApplicable },
});
