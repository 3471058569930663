import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, notApplicable, passBecause, type NotApplicable, type Pass, type Unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { role } from '../../iam/role/resource.ts';
import { workloadUse, type WorkloadUse } from '../../iam/role/use-facts.ts';
import { accessEntry } from './resource.ts';

/** What makes it graver that a principal is an admin. */
export interface Principal {
  readonly is?: 'an IAM user' | 'the root of an account' | 'a role that nodes use' | 'a role that pods use' | undefined;
  /** Its account, where that is not the cluster's. */
  readonly stranger?: string | undefined;
  /** Why it is not known whether nodes or pods use it. */
  readonly unread?: Unknown | undefined;
}

type Entry = ResourceOf<typeof accessEntry>;

const nodeTypes = ['EC2', 'EC2_LINUX', 'EC2_WINDOWS', 'FARGATE_LINUX', 'HYBRID_LINUX', 'HYPERPOD_LINUX'];

const isOfNodes = (type: string | undefined): boolean => nodeTypes.includes(type ?? '');

/** The name and path of the IAM user that a principal is; undefined for a role and for what files name without an ARN. */
export function userOf(principal: string): string | undefined {
  const { path = '' } = parseArn(principal) ?? {};
  return path.startsWith('user/') ? path.slice('user/'.length) : undefined;
}

/** What is said of an entry that holds no admin policy, or none of another kind. */
export function harmless({ config: { type } }: Entry, kind = 'admin policy'): Pass | NotApplicable | Unknown {
  if (type === undefined) return fieldMissing('type');
  if (isOfNodes(type)) return notApplicable('it has the rights of a node, which EKS gives it');
  return passBecause(`No ${kind} that it was given reaches the whole cluster.`);
}

/** Who the principal of an entry is. A role that nobody watches, or that files do not hold, is taken as it is named. */
export const entryPrincipal = defineFact({
  name: 'eks.entry-principal',
  of: accessEntry,
  uses: [role, workloadUse],
  work(it, { find, fact }): Principal {
    const { principalArn = '' } = it.config;
    const { account = '', path = '' } = parseArn(principalArn) ?? {};
    const own = parseArn(it.id)?.account ?? '';
    const stranger = own !== '' && account !== own ? account : undefined;
    if (path === 'root') return { is: 'the root of an account', stranger };
    if (path.startsWith('user/')) return { is: 'an IAM user', stranger };
    if (isOfNodes(it.config.type)) return { is: 'a role that nodes use', stranger };
    const found = find(role, principalArn);
    const use = isUnread(found) || found === 'absent' ? found : fact(workloadUse, found);
    return isUnread(use) ? { stranger, ...(isCurable(use) && { unread: use }) } : { is: names[use], stranger };
  },
});

const names = {
  nodes: 'a role that nodes use',
  pods: 'a role that pods use',
  neither: undefined,
  absent: undefined,
} as const satisfies Record<WorkloadUse | 'absent', Principal['is']>;

const isCurable = ({ reason }: Unknown): boolean => reason !== 'outside' && reason !== 'not-in-files';
