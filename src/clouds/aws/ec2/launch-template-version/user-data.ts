import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { credentialIn, credentialOf } from '../../../credential.ts';
import type { UserDataHolds, UserDataSecret } from './resource.ts';

/**
 * Looks for credentials in user data as the API answers it, in base64: a script, a cloud-config, or parts of MIME of
 * these, each of which may be zipped; and in what stands encoded within, as parts of MIME and files of a cloud-config do.
 * Takes time linear in what it unpacks to.
 * Source: https://cloudinit.readthedocs.io/en/latest/explanation/format/index.html
 */
export function lookedAt(userData: string | undefined): UserDataHolds {
  if (userData === undefined || userData === '') return { state: 'none', secrets: [] };
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) return { state: 'unreadable', secrets: [] };
  const parts = partsOf(Buffer.from(userData, 'base64'));
  const secrets = parts.flatMap(({ text }) => secretsIn(text));
  const isPartly = parts.some(({ text, isWhole }) => !isWhole || text.split('\n').some(isLong));
  return { state: isPartly && secrets.length === 0 ? 'unreadable' : 'read', secrets };
}

const secretsIn = (text: string): readonly UserDataSecret[] =>
  text.split('\n').flatMap((line, i, lines) => {
    const kind = kindIn(line, `${lines[i - 1] ?? ''}\n${lines[i + 1] ?? ''}`);
    return kind === undefined ? [] : [{ line: i + 1, kind }];
  });

/** Of a longer line only the beginning is looked at. */
const isLong = ({ length }: string): boolean => length > 20_000;

/** Sixteen kilobytes may be sent; this is what all of them together may unpack to. */
const most = 1_000_000;

interface Part {
  readonly text: string;
  /** Nothing stands in it that could not be read. */
  readonly isWhole: boolean;
}

/** The text, and the texts that stand encoded in it and in each other. */
function partsOf(first: Buffer): readonly Part[] {
  const found = [first];
  const parts: Part[] = [];
  let left = most;
  for (const bytes of found) {
    const part = partOf(bytes, left);
    left -= part.text.length;
    const within = encodedIn(part.text);
    const said = part.text.match(/Content-Transfer-Encoding:\s*base64/gi) ?? [];
    parts.push({ ...part, isWhole: part.isWhole && said.length <= within.length });
    found.push(...within);
  }
  return parts;
}

function partOf(bytes: Buffer, left: number): Part {
  const unread = { text: '', isWhole: false };
  if (left <= 0) return unread;
  try {
    const plain = isZipped(bytes) ? gunzipSync(bytes, { maxOutputLength: left }) : bytes;
    const text = plain.toString('utf8');
    return { text, isWhole: isUtf8(plain) && !text.includes('\0') && !otherEncoding.test(text) };
  } catch {
    return unread;
  }
}

const isZipped = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const otherEncoding = /Content-Transfer-Encoding:\s*(?!7bit|8bit|binary|base64)\S/i;

/** What of a text is base64 of a text or of zipped bytes, over several lines where it is folded. */
const encodedIn = (text: string): readonly Buffer[] =>
  [...text.matchAll(/(?:[A-Za-z0-9+/]{40,}[ \t]*\r?\n[ \t]*)*[A-Za-z0-9+/]{12,}={0,2}/g)].flatMap(([run]) => {
    const whole = Buffer.from(run, 'base64');
    // Lines that only look like base64 may follow upon one that is.
    const tried = isText(whole) ? [whole] : run.split('\n').map((line) => Buffer.from(line, 'base64'));
    return tried.filter(isText);
  });

const isText = (bytes: Buffer): boolean =>
  isZipped(bytes) || (isUtf8(bytes) && !/[\0-\x08\x0e-\x1f]/.test(bytes.toString('utf8')));

/** What a line holds by a form, by a name beside it, or as the secret of a key of AWS whose id stands in it or beside it. */
function kindIn(line: string, beside: string): string | undefined {
  const known = credentialIn(line);
  if (known !== undefined) return known;
  const keyIds = line.match(/(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])/g) ?? [];
  const hasSecret = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/.test(`${line}\n${beside}`);
  if (hasSecret && keyIds.some((it) => !it.endsWith('EXAMPLE'))) return 'an AWS access key';
  for (const [, name = '', value = ''] of [assigned, given].flatMap((form) => [...line.matchAll(form)])) {
    const kind = value.startsWith('arn:') ? undefined : credentialOf(name, value);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** `NAME=value`, `name: value`, `"name": "value"`. */
const assigned = /([A-Za-z][\w.-]{0,60})["']?\s{0,4}[=:]\s{0,4}["']?([^\s"',;]{8,500})/g;

/** `--name value`, and `aws configure set name value`. */
const given = /(?:(?<![\w-])--|\bset\s{1,4})([A-Za-z][\w.-]{0,60})\s{1,4}["']?([^\s"',;]{8,500})/g;
