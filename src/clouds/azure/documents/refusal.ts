import type { GapReason, Type } from '#model';
import { isObject, textAt, type Json } from '../../json.ts';
import type { Hints, NotJudged, Recognised } from '../../recogniser.ts';
import { armId } from '../address.ts';

/** A recorded refusal of the Resource Manager: a gap of the type that the URL asks for. */
export function refusalOf(
  document: Json,
  { url, status = 400 }: Hints,
  types: ReadonlyMap<string, Type>,
): Recognised | NotJudged | undefined {
  const { error } = document;
  const code = textAt(error, 'code');
  if (!isObject(error) || code === undefined || (url !== undefined && !/azure|windows\.net/.test(url)))
    return undefined;
  const path = new RegExp('/subscriptions/[^?#]+').exec(url ?? '')?.[0] ?? '';
  const [space, ...parts] = path.split('/providers/').at(-1)?.split('/') ?? [];
  const armType = [space, ...parts.filter((_, at) => at % 2 === 0)].join('/').toLowerCase();
  const type = types.get(armType);
  if (!type) return { notJudged: `refused Azure call ${armType}`.trim() };
  const api = type.reads[0] ?? type.name;
  const reason = reasonOf(code, status);
  // A list of what belongs to one object is an answer about that one.
  const isOfOne = parts.length % 2 === 0 || path.split('/providers/').length > 2;
  const resource = isOfOne ? armId(path) : undefined;
  return {
    resources: [],
    listings: [],
    gaps: [
      {
        api,
        reason,
        ...(reason === 'denied' && { permission: api }),
        ...(resource !== undefined && { resource }),
        types: [type],
        detail: `${code}: ${textAt(error, 'message') ?? ''}`,
      },
    ],
  };
}

function reasonOf(code: string, status: number): GapReason {
  if (/AuthorizationFailed|Unauthorized|Forbidden/i.test(code) || status === 401 || status === 403) return 'denied';
  if (/NotRegistered|NotEnabled|Disabled/i.test(code)) return 'not-enabled';
  if (/NotFound/i.test(code) || status === 404) return 'not-found';
  if (/TooManyRequests|Throttl/i.test(code) || status === 429) return 'throttled';
  return status >= 500 ? 'unreachable' : 'not-in-files';
}
