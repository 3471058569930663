import type { GapReason } from '#model';
import { isObject, textAt, type Json } from '../../json.ts';
import type { Hints, NotJudged, Recognised } from '../../recogniser.ts';
import { kindOfPath } from './kinds.ts';

/** A recorded `Status` of a failed call: a gap of the type that the URL lists. */
export function refusedList(document: Json, { url }: Hints): Recognised | NotJudged | undefined {
  if (document['kind'] !== 'Status' || document['apiVersion'] !== 'v1') return undefined;
  const { code, details } = document;
  const message = textAt(document, 'message') ?? '';
  if (document['status'] === 'Success') return { notJudged: 'Kubernetes v1 Status' };
  const plural = textAt(details, 'kind') ?? pluralOf(url) ?? '';
  const group = (isObject(details) ? textAt(details, 'group') : undefined) ?? '';
  const kind = kindOfPath(group, plural);
  if (!kind) return { notJudged: `refused call of Kubernetes ${plural}`.trim() };
  const api = kind.type.reads[0] ?? kind.type.name;
  const reason = reasonOf(typeof code === 'number' ? code : 0);
  const cure = reason === 'denied' ? { permission: api } : {};
  return { resources: [], listings: [], gaps: [{ api, reason, ...cure, types: [kind.type], detail: message || api }] };
}

const pluralOf = (url = ''): string | undefined => /\/([a-z]+)(?:\?|$)/.exec(url)?.[1];

function reasonOf(code: number): GapReason {
  if (code === 401 || code === 403) return 'denied';
  if (code === 404) return 'not-found';
  if (code === 429) return 'throttled';
  return code >= 500 ? 'unreachable' : 'not-in-files';
}
