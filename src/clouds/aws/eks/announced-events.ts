import { z } from 'zod';
import type { ActionMaker, ActionType, TypedAction, ResourceRef } from '#model';
import type { TrailRecord } from '../record-events.ts';
import {
  associateEncryption,
  logTypes,
  updateAccessMode,
  updateDeletionProtection,
  updateEndpoint,
  updateLogging,
  updateUpgradePolicy,
} from './cluster/actions.ts';
import { eksCluster } from './cluster/resource.ts';
import { clusterNameOf } from './events.ts';
import { updateVersion } from './version/actions.ts';

/** What the request of a record will do to the cluster that it names, once EKS has carried it out. */
export function announcedByEks(record: TrailRecord): readonly TypedAction[] {
  const name = clusterNameOf(record);
  const parts = partsByCall.get(record.call);
  if (name === undefined || !parts) return [];
  const id = record.arn('eks', `cluster/${name}`);
  const cluster = { type: eksCluster.name, id, name, target: `aws:${record.account}:${record.region}` };
  return parts.flatMap(({ asked }) => asked(cluster, record.request) ?? []);
}

/** A part of a request that an action expresses. */
interface Part {
  readonly type: ActionType;
  readonly asked: (cluster: ResourceRef, request: TrailRecord['request']) => TypedAction | undefined;
}

/** Announces what the request says in the action's own form, and nothing where it says it otherwise or not at all. */
const partOf = <R>(type: ActionMaker<typeof eksCluster, R>, form: z.ZodType<R>, field?: string): Part => ({
  type,
  asked(subject, request) {
    const asked = form.safeParse(field === undefined ? request : request[field]);
    if (!asked.success || Object.keys(asked.data ?? {}).length === 0) return undefined;
    return { type, action: { action: type.name, subject, request: asked.data } };
  },
});

const endpoint = partOf(
  updateEndpoint,
  z.object({
    endpointPublicAccess: z.boolean().optional(),
    endpointPrivateAccess: z.boolean().optional(),
    // EKS takes an empty list for its default, which is everyone.
    publicAccessCidrs: z
      .array(z.string().min(1).max(64))
      .max(1000)
      .transform((list) => (list.length === 0 ? ['0.0.0.0/0'] : list))
      .optional(),
  }),
  'resourcesVpcConfig',
);

const logging = partOf(
  updateLogging,
  z.object({
    clusterLogging: z
      .array(z.object({ types: z.array(z.enum(logTypes)).max(100).optional(), enabled: z.boolean() }))
      .min(1)
      .max(100),
  }),
  'logging',
);

const accessMode = partOf(
  updateAccessMode,
  z.object({ authenticationMode: z.enum(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']) }),
  'accessConfig',
);

const deletionProtection = partOf(updateDeletionProtection, z.object({ deletionProtection: z.boolean() }));

const upgradePolicy = partOf(
  updateUpgradePolicy,
  z.object({ supportType: z.enum(['STANDARD', 'EXTENDED']) }),
  'upgradePolicy',
);

const version = partOf(updateVersion, z.object({ version: z.string().regex(/^\d{1,3}\.\d{1,3}$/) }));

const encryption = partOf(
  associateEncryption,
  z.object({
    encryptionConfig: z
      .array(
        z.object({
          resources: z.array(z.string().max(64)).max(10).optional(),
          provider: z.object({ keyArn: z.string().min(1).max(2048) }),
        }),
      )
      .min(1)
      .max(10),
  }),
);

/**
 * The calls that EKS carries out minutes later, and what each of their requests asks for. Source:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html and its neighbours
 */
const partsByCall = new Map<string, readonly Part[]>([
  ['eks:UpdateClusterConfig', [endpoint, logging, accessMode, deletionProtection, upgradePolicy]],
  ['eks:UpdateClusterVersion', [version]],
  ['eks:AssociateEncryptionConfig', [encryption]],
]);

/** Every action that a request can be announced as. */
export const eksAnnounces: readonly ActionType[] = [...partsByCall.values()].flat().map(({ type }) => type);
