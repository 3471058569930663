import { compareText } from '#lib/text';
import type { Gap, Reading, Target, Touched, Type } from '#model';
import type { Sheet } from '../sheet.ts';
import type { Unreached } from '../unreached.ts';
import { collectTrails } from './cloudtrail/collect.ts';
import { trailSelectors } from './cloudtrail/trail-selectors/resource.ts';
import { trailStatus } from './cloudtrail/trail-status/resource.ts';
import { trails } from './cloudtrail/trails/resource.ts';
import { collectAllowedImages } from './ec2/allowed-images/collect.ts';
import { allowedImages } from './ec2/allowed-images/resource.ts';
import { collectEbsEncryptionDefault } from './ec2/ebs-encryption-default/collect.ts';
import { ebsEncryptionDefault } from './ec2/ebs-encryption-default/resource.ts';
import { collectFlowLogs } from './ec2/flow-log/collect.ts';
import { flowLog } from './ec2/flow-log/resource.ts';
import { collectImagePublicBlock } from './ec2/image-public-block/collect.ts';
import { imagePublicBlock } from './ec2/image-public-block/resource.ts';
import { collectInstanceMetadataDefaults } from './ec2/instance-metadata-defaults/collect.ts';
import { instanceMetadataDefaults } from './ec2/instance-metadata-defaults/resource.ts';
import { collectPublicImages } from './ec2/public-images/collect.ts';
import { publicImages } from './ec2/public-images/resource.ts';
import { collectPublicSnapshots } from './ec2/public-snapshots/collect.ts';
import { publicSnapshots } from './ec2/public-snapshots/resource.ts';
import { rereadMachines } from './ec2/reread-machines.ts';
import { rereadNetwork } from './ec2/reread-network.ts';
import { collectSnapshotPublicBlock } from './ec2/snapshot-public-block/collect.ts';
import { snapshotPublicBlock } from './ec2/snapshot-public-block/resource.ts';
import { collectSubnets } from './ec2/subnet/collect.ts';
import { subnet } from './ec2/subnet/resource.ts';
import { collectVpcs } from './ec2/vpc/collect.ts';
import { vpc } from './ec2/vpc/resource.ts';
import { collectPolicyScope } from './ecr/policy-scope/collect.ts';
import { ecrPolicyScope } from './ecr/policy-scope/resource.ts';
import { collectRegistryPolicy } from './ecr/registry-policy/collect.ts';
import { ecrRegistryPolicy } from './ecr/registry-policy/resource.ts';
import { collectRegistryScanning } from './ecr/registry-scanning/collect.ts';
import { ecrRegistryScanning } from './ecr/registry-scanning/resource.ts';
import { rereadEcr } from './ecr/reread.ts';
import { rereadEks } from './eks/reread.ts';
import { rereadElb } from './elbv2/reread.ts';
import { collectSslPolicies } from './elbv2/ssl-policies/collect.ts';
import { sslPolicies } from './elbv2/ssl-policies/resource.ts';
import { collectDetectors } from './guardduty/detectors/collect.ts';
import { detectors } from './guardduty/detectors/resource.ts';
import { policy } from './iam/policy/resource.ts';
import { rereadIam } from './iam/reread.ts';
import { role } from './iam/role/resource.ts';
import { collectInspectorAccount } from './inspector/account/collect.ts';
import { inspectorAccount } from './inspector/account/resource.ts';
import { collectInspectorFindings } from './inspector/finding/collect.ts';
import { inspectorFinding } from './inspector/finding/resource.ts';
import { rereadKeys } from './kms/reread.ts';
import { collectLogGroups } from './logs/log-group/collect.ts';
import { logGroup } from './logs/log-group/resource.ts';
import { onSheet, type AwsReader } from './reader.ts';
import { extentOf } from './reread-extent.ts';
import { rereadingOf, type Held } from './rereading.ts';
import { narrowedTo, type Named } from './reread-sheets.ts';
import { gapOn } from './targets.ts';

/** What there is once, what one page holds in most places, and findings, which no change names: they are listed. */
const listings: readonly (readonly [Type, (at: AwsReader) => Promise<unknown>])[] = [
  [vpc, collectVpcs],
  [subnet, collectSubnets],
  [flowLog, collectFlowLogs],
  [allowedImages, collectAllowedImages],
  [ebsEncryptionDefault, collectEbsEncryptionDefault],
  [instanceMetadataDefaults, collectInstanceMetadataDefaults],
  [publicSnapshots, collectPublicSnapshots],
  [snapshotPublicBlock, collectSnapshotPublicBlock],
  [publicImages, collectPublicImages],
  [imagePublicBlock, collectImagePublicBlock],
  [ecrRegistryPolicy, collectRegistryPolicy],
  [ecrPolicyScope, collectPolicyScope],
  [ecrRegistryScanning, collectRegistryScanning],
  [sslPolicies, collectSslPolicies],
  [inspectorAccount, collectInspectorAccount],
  [detectors, collectDetectors],
  [logGroup, collectLogGroups],
  [inspectorFinding, collectInspectorFindings],
];

const trailTypes: readonly Type[] = [trails, trailStatus, trailSelectors];

/** Roles and managed policies have one listing, which is made for each of them; so have trails and what is theirs. */
const listedTypes: readonly Type[] = [...listings.map(([type]) => type), role, policy, ...trailTypes];

/**
 * Reads what changes touched in one target: objects by their addresses, and types whose objects are not named by listing
 * them.
 */
export async function rereadTouched(at: AwsReader, touched: readonly Touched[]): Promise<Reading> {
  const { sheet } = at;
  const extent = extentOf(sheet.target, touched, listedTypes);
  const held: Held[] = [];
  const on = onSheet(at, narrowedTo(extent, sheet));
  const again = rereadingOf({ ...extent, at: on, sheet, held });
  await Promise.all([
    ...listings.map(([type, collect]) => (again.isWhole(type) ? collect(on) : undefined)),
    again.isWhole(...trailTypes) ? collectTrails(on) : undefined,
    rereadEks(again),
    rereadMachines(again),
    rereadNetwork(again),
    rereadKeys(again),
    rereadEcr(again),
    rereadElb(again),
    rereadIam(again),
  ]);
  await noteMissing(sheet, held);
  const reading = sheet.reading();
  return {
    ...reading,
    complete: reading.complete.filter((name) => extent.whole.has(name)),
    gaps: reading.gaps.filter(({ types }) => types.length > 0),
  };
}

/** The reading of a target whose account cannot be entered: what was to be read is a gap, and nothing else is. */
export function unreached(target: Target, refusal: Unreached, touched: readonly Touched[]): readonly Gap[] {
  const refused = gapOn(target, refusal);
  if (!refused) return [];
  const { objects, whole } = extentOf(target, touched, listedTypes);
  const named = objects.map(({ type, id }) => ({ ...refused, types: [type.name], resource: id }));
  return whole.size === 0 ? named : [{ ...refused, types: [...whole].sort(compareText) }, ...named];
}

/** Notes each object that an answer was to hold and did not. One whose read failed is a gap already. */
async function noteMissing(sheet: Sheet, held: readonly Held[]): Promise<void> {
  const { resources, gaps } = sheet.reading();
  const known = new Set(resources.map((it) => `${it.type} ${it.id}`));
  for (const { resource = '', types } of gaps) for (const type of types) known.add(`${type} ${resource}`);
  const isThere = ({ type: { name }, id }: Named): boolean =>
    known.has(`${name} ${id}`) ||
    (id.endsWith('/') && resources.some((it) => it.type === name && it.id.startsWith(id)));
  const missing = held.filter(({ object }) => !isThere(object));
  await Promise.all(
    missing.map(({ api, object: { type, id } }) =>
      sheet.one({ api, types: [type], address: id }, () => Promise.reject(notThere())),
    ),
  );
}

const notThere = (): Error => Object.assign(new Error('The answer holds no such object.'), { name: 'ObjectNotFound' });
