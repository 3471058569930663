import { parseArn } from '../../address.ts';
import type { ConditionTest, Statement } from '../policy/document.ts';

/** A service of EKS that takes roles, and the kind of its objects that a test of the source names. */
export interface SourcedService {
  readonly name: RegExp;
  readonly kind: 'fargateprofile/' | 'cluster/';
}

/**
 * The services by which Fargate and control planes take their roles.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 */
export const fargatePods: SourcedService = {
  name: /^eks-fargate-pods\.amazonaws\.com(\.cn)?$/,
  kind: 'fargateprofile/',
};
export const controlPlanes: SourcedService = { name: /^eks\.amazonaws\.com(\.cn)?$/, kind: 'cluster/' };

/** The statements that let a service take the role with this ARN, and whether each says for whose objects. */
export function sourcesOf(
  statements: readonly Statement[],
  { name, kind }: SourcedService,
  role: string,
): readonly { readonly isBound: boolean }[] {
  const account = parseArn(role)?.account ?? '';
  return statements
    .filter(({ effect, principals }) => effect === 'Allow' && (principals['Service'] ?? []).some((it) => name.test(it)))
    .map(({ conditions }) => ({ isBound: conditions.some((test) => bindsSource(test, kind, account)) }));
}

/** A test that lets a request without its key through binds nothing, which `ForAllValues` and `IfExists` do. */
const binding = ['arnlike', 'arnequals', 'stringlike', 'stringequals', 'stringequalsignorecase'];

function bindsSource({ operator, key, values }: ConditionTest, kind: string, account: string): boolean {
  const compares = operator.toLowerCase().replace(/^foranyvalue:/, '');
  if (!binding.includes(compares) || values.length === 0) return false;
  if (key.toLowerCase() === 'aws:sourceaccount') return values.every((value) => value === account);
  return key.toLowerCase() === 'aws:sourcearn' && values.every((value) => namesSource(value, kind, account));
}

/** Whether a pattern of ARNs names objects of an account only, and can name those of a kind. */
function namesSource(value: string, kind: string, account: string): boolean {
  const { service = '', account: own, path = '' } = parseArn(value) ?? {};
  const [fixed = ''] = path.split('*');
  const canName = path.startsWith(kind) || (fixed !== path && kind.startsWith(fixed));
  return ['eks', '*'].includes(service) && own === account && canName;
}
