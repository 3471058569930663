import { createHash } from 'node:crypto';

/** SHA-256 of a text in UTF-8, or of bytes, in hexadecimal. */
export const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** The first `length` characters of a hash in an alphabet that people can read out. */
export function shortHash(text: string, length: number): string {
  const bytes = createHash('sha256').update(text).digest();
  return Array.from(bytes.subarray(0, length), (byte) => letters[byte % letters.length]).join('');
}

/** SHA-256 of a text in base64, as a content security policy names a script. */
export const sha256Base64 = (text: string): string => createHash('sha256').update(text).digest('base64');
