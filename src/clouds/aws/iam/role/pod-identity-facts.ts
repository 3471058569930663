import type { Statement } from '../policy/document.ts';
import { isAbout } from '../policy/grant-facts.ts';

/** The service by which EKS Pod Identity takes roles. */
export const pods = /^pods\.eks\.amazonaws\.com(\.cn)?$/;

/** Tests that let only requests through which carry the key; `IfExists` and `ForAllValues` let the others in as well. */
const binding = /^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like))$/i;

/**
 * What tells one association of Pod Identity from another: where the request comes from, and the tags that EKS puts on it.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
const telling =
  /^aws:(?:source(?:arn|account|orgid)|requesttag\/(?:eks-cluster-(?:arn|name)|kubernetes-(?:namespace|service-account)))$/i;

/** The statements by which EKS Pod Identity takes a role, and whether each says for whom; one that only tags takes none. */
export const podIdentityTrusts = (statements: readonly Statement[]): readonly { readonly isBound: boolean }[] =>
  statements
    .filter((it) => it.effect === 'Allow' && isAbout(it, 'sts:AssumeRole'))
    .filter(({ principals }) => (principals['Service'] ?? []).some((it) => pods.test(it)))
    .map(({ conditions }) => ({
      isBound: conditions.some(
        ({ operator, key, values }) =>
          telling.test(key) &&
          binding.test(operator) &&
          values.length > 0 &&
          !values.some((value) => /^[*?]*$/.test(value)),
      ),
    }));
