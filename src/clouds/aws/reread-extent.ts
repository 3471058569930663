import type { Target, Touched, Type } from '#model';
import { image } from './ec2/image/resource.ts';
import { instance } from './ec2/instance/resource.ts';
import { launchTemplateVersion } from './ec2/launch-template-version/resource.ts';
import { prefixList } from './ec2/prefix-list/resource.ts';
import { securityGroup } from './ec2/security-group/resource.ts';
import { volume } from './ec2/volume/resource.ts';
import { ecrImageIndex } from './ecr/image-index/resource.ts';
import { ecrImageScan } from './ecr/image-scan/resource.ts';
import { ecrImage } from './ecr/image/resource.ts';
import { accessEntry } from './eks/access-entry/resource.ts';
import { accessPolicies } from './eks/access-policies/resource.ts';
import { eksNodegroup } from './eks/nodegroup/resource.ts';
import { policy } from './iam/policy/resource.ts';
import { role } from './iam/role/resource.ts';
import { kmsKeyPolicy } from './kms/key-policy/resource.ts';
import { kmsKeyRotation } from './kms/key-rotation/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { parseArn } from './address.ts';
import type { Extent, Named } from './reread-sheets.ts';
import { awsTypes } from './types.ts';

const keyTypes = [kmsKey, kmsKeyRotation, kmsKeyPolicy];

/** What objects name that may never have been read: without it the snapshot would call it absent. */
const leadsTo: readonly (readonly [Type, readonly Type[]])[] = [
  [eksNodegroup, [launchTemplateVersion, image]],
  [launchTemplateVersion, [image]],
  [instance, [image]],
  [securityGroup, [prefixList]],
  [volume, keyTypes],
  [kmsKey, [kmsKeyRotation, kmsKeyPolicy]],
  [accessEntry, [accessPolicies]],
  [ecrImage, [ecrImageIndex, ecrImageScan]],
];

/**
 * What of a target is read again: each touched object once, and all of a type where the change does not say which one, or
 * where it is `listed` whatever was touched. Addresses that other targets hold are left to them.
 */
export function extentOf(
  target: Target,
  touched: readonly Touched[],
  listed: readonly Type[],
): Extent & { readonly objects: readonly Named[] } {
  const known = touched.flatMap((it) => {
    const type = awsTypes.find(({ name, scope }) => name === it.type && target.scopes.includes(scope));
    return type && isIn(target, type, it) ? { type, object: namedBy(type, it) } : [];
  });
  const types = new Set(known.map(({ type }) => type));
  const all = known.flatMap(({ type, object }) => (object === undefined || listed.includes(type) ? type : []));
  const whole = new Set([...all, ...(types.has(role) ? [policy] : [])].map(({ name }) => name));
  const objects = new Map<string, Named>();
  for (const { object } of known)
    if (object && !whole.has(object.type.name)) objects.set(`${object.type.name} ${object.id}`, object);
  const led = new Set(leadsTo.flatMap(([type, ends]) => (types.has(type) ? ends.map(({ name }) => name) : [])));
  return { objects: [...objects.values()], whole, led };
}

/** An address that does not say where it is can be that of any object of its type. */
const isIn = ({ id: own }: Target, { home }: Type, { target, id }: Touched): boolean =>
  target === own && (id === undefined || (home(id) ?? own) === own);

function namedBy(type: Type, { target, id }: Touched): Named | undefined {
  const path = id === undefined ? undefined : parseArn(id)?.path;
  if (id === undefined || path === undefined || type.home(id) !== target) return undefined;
  return { type, id, own: path.slice(path.indexOf('/') + 1) };
}
