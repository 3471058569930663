import { ShoalwatchError } from '#model';
import { largestBody, type Item, type Key } from '../table.ts';

/** What both halves of a key may hold in every driver: DynamoDB takes 2,048 and 1,024 bytes, and a shard needs two. */
const longest = { partition: 2000, sort: 1024 } as const;

/** The body as JSON. Throws a defect where an item or its key is more than any driver takes. */
export function checkedBody(item: Item): string {
  checkKey(item);
  if (!Number.isSafeInteger(item.version) || item.version < 1) throw defect(item, `has the version ${item.version}`);
  const text: unknown = JSON.stringify(item.body);
  if (typeof text !== 'string') throw defect(item, 'has a body that is no JSON');
  if (Buffer.byteLength(text) > largestBody) throw defect(item, `is larger than ${largestBody} bytes`);
  return text;
}

function checkKey(key: Key): void {
  for (const part of ['partition', 'sort'] as const) {
    const text = key[part];
    if (text === '') throw defect(key, `has an empty ${part}`);
    if (!text.isWellFormed()) throw defect(key, `has a ${part} that is no Unicode`);
    if (Buffer.byteLength(text) > longest[part]) throw defect(key, `has a ${part} above ${longest[part]} bytes`);
  }
}

const defect = ({ partition, sort }: Key, why: string): ShoalwatchError =>
  new ShoalwatchError('defect', `the item ${partition.slice(0, 200)} ${sort.slice(0, 200)} ${why}`);
