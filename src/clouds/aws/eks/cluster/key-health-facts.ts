import { formatDate } from '#lib/time';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { kmsKey } from '../../kms/key/resource.ts';
import { isOfKey } from './issue-facts.ts';
import { eksCluster } from './resource.ts';

/** How the keys that encrypt a cluster are: worst first, and why one of them is not known. */
export interface KeyHealth {
  readonly keys: number;
  readonly ills: readonly KeyIll[];
  readonly unread?: Unknown | undefined;
}

/** What is wrong with a key, and whether the loss of the cluster has a date. */
export interface KeyIll {
  readonly says: string;
  readonly isDated: boolean;
  readonly seen: Evidence;
  /** The key, where all that is wrong is that somebody disabled it. */
  readonly disabled?: Key;
}

type Key = ResourceOf<typeof kmsKey>;

/**
 * The health of the keys that encrypt a cluster, by their own state and by what EKS reports of them. A key that cannot be
 * found may have been read amiss: that it is gone is believed from EKS only.
 * Sources: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html,
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_ClusterIssue.html
 */
export const keyHealth = defineFact({
  name: 'eks.key-health',
  of: eksCluster,
  uses: [kmsKey],
  work({ config: { encryptionConfig = [], health } }, { find }): KeyHealth {
    const arns = encryptionConfig.flatMap(({ provider }) => (provider?.keyArn ? [provider.keyArn] : []));
    const states = arns.map((arn) => {
      const key = find(kmsKey, arn);
      if (key === 'absent') return unknown('not-found', `The key ${arn} could not be found.`);
      return isUnread(key) ? key : illBy(key);
    });
    const issues = (health?.issues ?? []).flatMap(({ code = '' }, i) =>
      isOfKey(code)
        ? {
            says: `EKS reports ${code}`,
            isDated: code === marked,
            seen: { at: `health.issues[${i}].code`, actual: code },
          }
        : [],
    );
    const told = states.filter((one): one is KeyIll => one !== undefined && !isUnread(one));
    const all = [...told, ...issues];
    const ills = [...all.filter(({ isDated }) => isDated), ...all.filter(({ isDated }) => !isDated)];
    return { keys: arns.length, ills, unread: states.find(isUnread) };
  },
});

const marked = 'KmsKeyMarkedForDeletion';
const ending = ['PendingDeletion', 'PendingReplicaDeletion'];
/** A key that is being made or changed will be enabled. */
const well = ['Enabled', 'Creating', 'Updating'];
const ill = ['Disabled', 'Unavailable', 'PendingImport'];

function illBy(key: Key): KeyIll | Unknown | undefined {
  const { id, config } = key;
  const { Arn, KeyState, DeletionDate } = config;
  const at = `${id}#KeyState`;
  if (KeyState === undefined) return fieldMissing(at);
  const isDated = ending.includes(KeyState);
  if (well.includes(KeyState)) return undefined;
  if (!isDated && !ill.includes(KeyState))
    return unknown('malformed', `What its state ${KeyState} means is not known.`);
  const day = isDated && DeletionDate !== undefined ? `, to be deleted on ${formatDate(DeletionDate)}` : '';
  return {
    says: `The key ${Arn ?? id} is ${KeyState}${day}`,
    isDated,
    seen: { at, actual: KeyState, expected: 'Enabled' },
    ...(KeyState === 'Disabled' && { disabled: key }),
  };
}
