import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { Seeded } from '../../seeded.ts';
import { keyPolicy } from './key-policies.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

export interface Keys {
  readonly keys: readonly KeyMetadata[];
  readonly rotations: Readonly<Record<string, { readonly RotationPeriodInDays: number }>>;
  readonly policies: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, string>>;
  /** The ARN of the customer's key of a cluster. */
  keyOf(plan: ClusterPlan): string;
}

/** Amazon's keys for EBS and ECR, two customer-managed ones for each cluster, one of which may be about to go. */
export function keys(account: string, region: string, plans: readonly ClusterPlan[], random: Seeded): Keys {
  const key = (
    manager: 'AWS' | 'CUSTOMER',
    description: string,
    state: 'Enabled' | 'PendingDeletion' = 'Enabled',
  ): KeyMetadata => {
    const id = [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-');
    return {
      AWSAccountId: account,
      KeyId: id,
      Arn: `arn:aws:kms:${region}:${account}:key/${id}`,
      CreationDate: daysAgo(random.integer(10, 900)),
      Enabled: state === 'Enabled',
      Description: description,
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: state,
      ...(state === 'PendingDeletion' && { DeletionDate: daysAgo(-20) }),
      Origin: 'AWS_KMS',
      KeyManager: manager,
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    };
  };
  const ebs = key('AWS', 'Default key that protects my EBS volumes when no other key is defined');
  const ecr = key('AWS', 'Default key that protects my ECR data when no other key is defined');
  const own = new Map(plans.map((plan) => [plan.name, key('CUSTOMER', `secrets of ${plan.name}`)]));
  const spare = plans.map((plan) =>
    key('CUSTOMER', `backups of ${plan.name}`, random.chance(0.1) ? 'PendingDeletion' : 'Enabled'),
  );
  return {
    keys: [ebs, ecr, ...own.values(), ...spare],
    rotations: Object.fromEntries(plans.flatMap((plan) => rotationOf(plan, own.get(plan.name)))),
    policies: Object.fromEntries(
      plans.flatMap((plan) => {
        const policy = keyPolicy(plan);
        return policy === undefined ? [] : [[own.get(plan.name)?.Arn ?? '', policy] as const];
      }),
    ),
    aliases: {
      'alias/aws/ebs': ebs.KeyId ?? '',
      'alias/aws/ecr': ecr.KeyId ?? '',
      ...Object.fromEntries([...own].map(([name, each]) => [`alias/${name}`, each.KeyId ?? ''])),
    },
    keyOf: (plan) => own.get(plan.name)?.Arn ?? '',
  };
}

/** Half of the keys are rotated, one of them too slowly. */
function rotationOf(plan: ClusterPlan, key: KeyMetadata | undefined) {
  const kind = plan.random.fork('rotation').integer(1, 6);
  return kind <= 3 ? [] : [[key?.Arn ?? '', { RotationPeriodInDays: kind === 4 ? 730 : 365 }] as const];
}
