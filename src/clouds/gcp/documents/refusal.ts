import type { GapReason, Type } from '#model';
import { isObject, textAt, type Json } from '../../json.ts';
import type { Hints, NotJudged, Recognised } from '../../recogniser.ts';
import { fullName, type Service } from '../address.ts';

/** What a type is called in the address of a request. */
export interface Read {
  readonly type: Type;
  readonly service: Service;
  readonly collection: string;
}

/** A recorded refusal: a gap of the type that the URL asks for. Google answers the status as a number in the body. */
export function refusalOf(
  document: Json,
  { url = '' }: Hints,
  reads: readonly Read[],
): Recognised | NotJudged | undefined {
  const { error } = document;
  if (!isObject(error) || typeof error['code'] !== 'number') return undefined;
  const message = textAt(error, 'message') ?? '';
  const link = url.includes('/projects/') ? url : (/'(projects\/[^']+)'/.exec(message)?.[1] ?? '');
  const path = link.replace(/[?#].*$/, '');
  const read = reads.find(({ collection }) => new RegExp(`/${collection}(?:/[^/]+)?$`).test(path));
  if (!read) return { notJudged: 'refused Google Cloud call' };
  const { type, service, collection } = read;
  const api = type.reads[0] ?? type.name;
  const reason = reasonOf(error['code']);
  const one = new RegExp(`/${collection}/[^/]+$`).test(path) ? fullName(service, path) : undefined;
  return {
    resources: [],
    listings: [],
    gaps: [
      {
        api,
        reason,
        ...(reason === 'denied' && { permission: api }),
        ...(one !== undefined && { resource: one }),
        types: [type],
        detail: message === '' ? `status ${error['code']}` : message,
      },
    ],
  };
}

/** What a recorded status says. */
export function reasonOf(code: number): GapReason {
  if (code === 401 || code === 403) return 'denied';
  if (code === 404) return 'not-found';
  if (code === 429) return 'throttled';
  return code >= 500 ? 'unreachable' : 'not-in-files';
}
