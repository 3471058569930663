import type { GapReason, Type } from '#model';
import { isObject, objectAt, textAt } from '../../json.ts';
import { listing, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import { repositoryPolicyListing } from './ecr.ts';

/**
 * A recorded refusal: a gap of the types that the call reads, on the address that the message names, if any. That a
 * repository has no policy is no gap: it is all there is to read.
 */
export function refusalOf(document: unknown, hints: Hints, types: readonly Type[]): Recognised | NotJudged | undefined {
  if (!isObject(document) || !isObject(document['Error'])) return undefined;
  const { operation, status = 400 } = hints;
  const error = objectAt(document, 'Error');
  const code = textAt(error, 'Code') ?? `status ${status}`;
  const read = types.filter(({ reads }) => operation !== undefined && reads.includes(operation));
  if (operation === undefined || read.length === 0) return { notJudged: `refused call ${operation ?? ''}`.trim() };
  const message = textAt(error, 'Message') ?? '';
  const bare =
    code === 'RepositoryPolicyNotFoundException' ? /repository with name '([^']+)'/.exec(message)?.[1] : undefined;
  if (bare !== undefined) return listing([], repositoryPolicyListing(bare));
  const reason = reasonOf(code, status);
  const named = reason === 'denied' ? /(?:on resource: )(arn:\S+)/.exec(message)?.[1] : undefined;
  // `cluster/*` is what a listing asks for, and no address.
  const resource = named?.endsWith('*') ? undefined : named;
  return {
    resources: [],
    listings: [],
    gaps: [
      {
        api: operation,
        reason,
        ...(reason === 'denied' && { permission: operation }),
        ...(resource && { resource }),
        types: read,
        detail: message === '' ? code : `${code}: ${message}`,
      },
    ],
  };
}

function reasonOf(code: string, status: number): GapReason {
  if (/AccessDenied|Unauthorized|Forbidden|AuthFailure|ExpiredToken|InvalidClientToken/i.test(code)) return 'denied';
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i.test(code)) return 'throttled';
  if (/NotFound|NoSuch|NotExist/i.test(code)) return 'not-found';
  if (/OptInRequired|NotEnabled|Disabled|NotInUse/i.test(code)) return 'not-enabled';
  if (/Timeout/i.test(code)) return 'timeout';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'throttled';
  return status === 404 ? 'not-found' : status >= 500 ? 'unreachable' : 'not-in-files';
}
