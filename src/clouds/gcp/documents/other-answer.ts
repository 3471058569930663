import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import type { Hints } from '../../recogniser.ts';

/** Whether Google Cloud prints such a document: by its kind, its name or link, its content, or where it was asked for. */
export function isOtherAnswer(document: Json, { url }: Hints): boolean {
  if (/\.googleapis\.com\//.test(url ?? '')) return true;
  if (/^[a-z]+#[A-Za-z]+$/.test(textAt(document, 'kind') ?? '')) return true;
  if (/googleapis\.com\//.test(textAt(document, 'selfLink') ?? textAt(document, 'name') ?? '')) return true;
  if (/^(?:projects|folders|organizations|billingAccounts)\/[^/]+/.test(textAt(document, 'name') ?? '')) return true;
  if (textAt(document, 'projectId') !== undefined && 'lifecycleState' in document) return true;
  if (textAt(document, 'asset_type')?.includes('.googleapis.com/')) return true;
  if ('writerIdentity' in document || ('initialNodeCount' in document && 'config' in document)) return true;
  if (isPolicy(document)) return true;
  const lists = Object.values(document).filter((it) => isListOfObjects(it) && it.length > 0);
  return lists.length === 1 && lists.some((it) => isListOfObjects(it) && it.every((one) => isOtherAnswer(one, none)));
}

const none: Hints = { path: '' };

/** An IAM policy of a resource. */
const isPolicy = (document: Json): boolean =>
  isListOfObjects(document['bindings']) &&
  document['bindings'].every((it) => isObject(it) && typeof it['role'] === 'string' && Array.isArray(it['members'])) &&
  !('apiVersion' in document);
