import { isRecord, type Member, type OperationShape } from '../aws/wire/shape.ts';
import { escape, xmlWriter } from '../aws/wire/write-xml.ts';
import { readXml } from './read-xml.ts';

/** A request of S3, its body as it came. */
export interface S3Request {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads the input of an operation by its schema: path, query, headers and the payload. The bucket leads the path. */
export function readInput(request: S3Request, { input }: OperationShape): Record<string, unknown> {
  const [path = '', query = ''] = request.target.split('?');
  const [, bucket = '', ...key] = path.split('/');
  const read: Record<string, unknown> = { Bucket: decodeURIComponent(bucket) };
  if (key.length > 0) read['Key'] = decodeURIComponent(key.join('/'));
  const asked = new URLSearchParams(query);
  for (const member of input.members) {
    const value = valueOf(member, request, asked);
    if (value !== undefined) read[member.name] = value;
  }
  return read;
}

function valueOf(member: Member, request: S3Request, asked: URLSearchParams): unknown {
  const { httpHeader, httpPrefixHeaders, httpQuery } = member.traits;
  if (typeof httpHeader === 'string') return request.headers[httpHeader.toLowerCase()];
  if (typeof httpPrefixHeaders === 'string') return prefixed(request, httpPrefixHeaders);
  if (typeof httpQuery === 'string') return asked.get(httpQuery) ?? undefined;
  const shape = member.shape();
  if (shape.kind === 'blob') return request.body;
  return member.traits['httpPayload'] === undefined || request.body.length === 0
    ? undefined
    : readXml(request.body, shape);
}

const prefixed = ({ headers }: S3Request, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  );

/** Writes an output by its schema: what has a header goes there, a blob is the payload, the rest is XML. */
export function writeOutput({ output, name }: OperationShape, value: Readonly<Record<string, unknown>>): S3Answer {
  const headers: Record<string, string> = {};
  let payload: Buffer | undefined;
  const rest: Member[] = [];
  for (const member of output.members) {
    const own = value[member.name];
    const { httpHeader, httpPrefixHeaders } = member.traits;
    if (typeof httpHeader === 'string') {
      if (isText(own)) headers[httpHeader.toLowerCase()] = String(own);
    } else if (typeof httpPrefixHeaders === 'string') {
      for (const [key, text] of Object.entries(isRecord(own) ? own : {}))
        headers[httpPrefixHeaders + key] = String(text);
    } else if (member.shape().kind === 'blob') {
      payload = own instanceof Uint8Array ? Buffer.from(own) : Buffer.alloc(0);
    } else rest.push(member);
  }
  if (payload || rest.length === 0) return { status: 200, headers, body: payload ?? Buffer.alloc(0) };
  const root = roots[name] ?? name;
  const body = Buffer.from(`${xmlHead}<${root}>${xmlWriter({ ...output, members: rest })(value)}</${root}>`);
  return { status: 200, headers: { ...headers, 'content-type': 'application/xml' }, body };
}

/** What the answers of operations are called that are not called after them. */
const roots: Readonly<Record<string, string>> = { ListObjectsV2: 'ListBucketResult', DeleteObjects: 'DeleteResult' };

const isText = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A refusal, as S3 words it. What answers HEAD has no body. */
export function writeError(method: string, code: string, message: string, status: number): S3Answer {
  const text = `${xmlHead}<Error><Code>${code}</Code><Message>${escape(message)}</Message></Error>`;
  const body = method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(text);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
