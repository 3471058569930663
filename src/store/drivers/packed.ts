import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { largestBody } from '../table.ts';

/** A body as it stands in an item: JSON that a person can read in the console, or deflated where that is shorter. */
export type Packed = { readonly S: string } | { readonly B: Uint8Array };

/** Below this many bytes little is won, and what a person looks at in the console is mostly short. */
const small = 300;

/** Reads and writes are paid by size, and most of a finding is words that recur in it. */
export function packed(text: string): Packed {
  const bytes = Buffer.from(text);
  if (bytes.length < small) return { S: text };
  const deflated = deflateRawSync(bytes, { level: 9 });
  return deflated.length < bytes.length ? { B: deflated } : { S: text };
}

/** Throws where the bytes are no body that was packed, or unpack to more than a body may be. */
export function unpacked({ S, B }: { readonly S?: string | undefined; readonly B?: Uint8Array | undefined }): string {
  if (B === undefined) return S ?? '';
  return inflateRawSync(B, { maxOutputLength: largestBody }).toString();
}
