import { NotApplied } from '#model';
import { awsFailure, isThrottle } from './failure.ts';

/**
 * Codes by which a service says that what was to be changed is not as it was, from the errors of the operations:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html,
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const changed =
  /^(?:InvalidPermission\.(?:NotFound|Duplicate)|Invalid(?:Group|InstanceID)\.NotFound|NoSuchEntity(?:Exception)?|ResourceNotFoundException|NotFoundException|ConcurrentModification(?:Exception)?)$/;

/** What an error of AWS says of an action. What broke on the way may have been taken all the same. */
export function awsRefusal(error: unknown): NotApplied | undefined {
  if (!(error instanceof Error) || error.name === 'AbortError') return undefined;
  const { reason, detail } = awsFailure(error);
  const told = { answer: error.name, cause: error };
  if (changed.test(error.name)) return new NotApplied('changed', detail, told);
  const isBroken = reason === 'unreachable' || reason === 'timeout' || !('$metadata' in error);
  return new NotApplied(isBroken && !isThrottle(error) ? 'unsettled' : 'refused', detail, told);
}
