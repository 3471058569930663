import { parseInstant, type Instant } from './time.ts';

/**
 * When the certificates in a PEM text end, in the order in which they stand there; undefined where one of them does not
 * parse, or there is none. Nothing but the end is looked at: no signature, no name.
 * Source: RFC 5280, sections 4.1 and 4.1.2.5
 */
export function endsOfCertificates(pem: string): readonly Instant[] | undefined {
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  const ends = blocks.map(([, base64 = '']) => endOf(base64.replace(/\s/g, '')));
  return ends.length > 0 && ends.every((it) => it !== undefined) ? ends : undefined;
}

/** One value of DER: its tag, and where its content begins and ends. */
interface Value {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
}

const tags = { utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, version: 0xa0 } as const;

function endOf(base64: string): Instant | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const [certificate] = valuesIn(bytes, 0, bytes.length);
  const [signed] = valuesWithin(bytes, certificate);
  const fields = valuesWithin(bytes, signed).filter(({ tag }) => tag !== tags.version);
  // Before it stand the serial number, the algorithm of the signature and the issuer.
  const [, end] = valuesWithin(bytes, fields[3]);
  return end && momentOf(end.tag, new TextDecoder().decode(bytes.subarray(end.from, end.to)));
}

const valuesWithin = (bytes: Uint8Array, outer: Value | undefined): readonly Value[] =>
  outer?.tag === tags.sequence ? valuesIn(bytes, outer.from, outer.to) : [];

/** The values one after the other; none where a length leads out of what holds them. */
function valuesIn(bytes: Uint8Array, start: number, end: number): readonly Value[] {
  const values: Value[] = [];
  for (let at = start; at < end;) {
    const first = bytes[at + 1] ?? 0;
    const more = first < 0x80 ? 0 : first - 0x80;
    const digits = bytes.subarray(at + 2, at + 2 + more);
    const length = more === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
    const from = at + 2 + more;
    if (from + length > end) return [];
    values.push({ tag: bytes[at] ?? 0, from, to: from + length });
    at = from + length;
  }
  return values;
}

/** A year of two digits is one from 1950 to 2049. */
function momentOf(tag: number, text: string): Instant | undefined {
  const [, short, rest = ''] = (tag === tags.utcTime ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? [];
  if (short === undefined || (tag !== tags.utcTime && tag !== tags.generalizedTime)) return undefined;
  const year = short.length === 4 ? short : `${Number(short) < 50 ? 20 : 19}${short}`;
  const [month, day, hour, minute, second] = rest.match(/../g) ?? [];
  const time = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return time === undefined ? undefined : new Date(time).toISOString();
}
