/** A text that holds another one in an encoding, in which no name stands by itself. */
interface Encoded {
  readonly inside: string;
  readonly again: (inside: string) => string;
}

/** What a text holds in percent-encoding, as documents of IAM are answered, or in base64; undefined where it holds nothing so. */
export function encodedIn(text: string): Encoded | undefined {
  if (/^%7B/i.test(text)) {
    try {
      return { inside: decodeURIComponent(text), again: encodeURIComponent };
    } catch {
      return undefined;
    }
  }
  if (text.length < 16 || text.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(text)) return undefined;
  const inside = Buffer.from(text, 'base64').toString('utf8');
  // Certificates stay, since rules judge them; what is no text when decoded was no base64, or holds no names that can be told.
  const isText = /^[\t\n\r\x20-\x7e]+$/.test(inside) && !inside.startsWith('-----BEGIN');
  return isText && base64(inside) === text ? { inside, again: base64 } : undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
