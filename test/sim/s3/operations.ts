import { crc32 } from 'node:zlib';
import {
  DeleteObjects$,
  GetObject$,
  HeadObject$,
  ListObjectsV2$,
  PutObject$,
  type DeleteObjectsOutput,
  type DeleteObjectsRequest,
  type GetObjectRequest,
  type GetObjectOutput,
  type ListObjectsV2Request,
  type ListObjectsV2Output,
  type PutObjectRequest,
  type PutObjectOutput,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws/operation.ts';
import { operationShape, type OperationShape } from '../aws/wire/shape.ts';

/** An object as it was put. */
export interface Stored {
  readonly body: Buffer;
  readonly encoding: string | undefined;
  readonly type: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly crc: string;
  /** When it was put. */
  readonly at: Date;
  /** Objects that a hold keeps: who would delete it for good is refused. */
  readonly held?: true;
}

/** What the SDK's own type has as a stream. */
type Payload = Omit<GetObjectOutput, 'Body'> & { readonly Body: Buffer };

/** What the handlers see of the world. */
export interface S3World {
  readonly buckets: ReadonlyMap<string, Map<string, Stored>>;
  /** Whether the caller may list: without that what is missing is refused, not missing. */
  mayList(): boolean;
}

/** One operation of the simulator: its schema, and what it answers. */
export interface S3Operation {
  readonly shape: OperationShape;
  /** What in the query tells it from others of the same method. */
  readonly mark: string;
  handle(input: Readonly<Record<string, unknown>>, world: S3World): object;
}

export const s3Operations: readonly S3Operation[] = [
  operation<PutObjectRequest, PutObjectOutput>(PutObject$, 'x-id=PutObject', (input, world) => {
    const bucket = bucketOf(world, input.Bucket);
    const body = input.Body instanceof Buffer ? input.Body : Buffer.alloc(0);
    const crc = crcOf(body);
    if (input.ChecksumCRC32 !== undefined && input.ChecksumCRC32 !== crc)
      throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
    if (input.IfNoneMatch === '*' && bucket.has(input.Key ?? ''))
      throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
    const { ContentEncoding: encoding, ContentType: type, Metadata: metadata = {} } = input;
    bucket.set(input.Key ?? '', { body, encoding, type, metadata, crc, at: new Date() });
    return { ETag: `"${crc}"`, ChecksumCRC32: crc, ServerSideEncryption: 'aws:kms' };
  }),
  operation<GetObjectRequest, Payload>(GetObject$, 'x-id=GetObject', (input, world) => {
    const { body, ...head } = found(input, world);
    return { ...headOf(head, body, input.ChecksumMode === 'ENABLED'), Body: body };
  }),
  operation<GetObjectRequest, GetObjectOutput>(HeadObject$, '', (input, world) => {
    const { body, ...head } = found(input, world);
    return headOf(head, body, false);
  }),
  operation<ListObjectsV2Request, ListObjectsV2Output>(ListObjectsV2$, 'list-type=2', (input, world) => {
    if (!world.mayList()) throw denied();
    const { Prefix = '', ContinuationToken: after, MaxKeys = mostListed, EncodingType } = input;
    const bucket = [...bucketOf(world, input.Bucket)].filter(([key]) => key.startsWith(Prefix));
    const rest = bucket.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const begin = after === undefined ? 0 : rest.findIndex(([key]) => tokenOf(key) === after) + 1;
    const page = rest.slice(begin, begin + Math.min(MaxKeys, mostListed));
    const [last] = page.at(-1) ?? [''];
    const named = (key: string): string =>
      EncodingType === 'url' ? encodeURIComponent(key).replaceAll('%20', '+') : key;
    return {
      ...{ Name: input.Bucket, Prefix: named(Prefix), KeyCount: page.length, EncodingType },
      ...(begin + page.length < rest.length
        ? { IsTruncated: true, NextContinuationToken: tokenOf(last) }
        : { IsTruncated: false }),
      Contents: page.map(([key, { at, body }]) => ({ Key: named(key), LastModified: at, Size: body.length })),
    };
  }),
  operation<DeleteObjectsRequest, DeleteObjectsOutput>(DeleteObjects$, 'delete=', (input, world) => {
    const bucket = bucketOf(world, input.Bucket);
    const keys = (input.Delete?.Objects ?? []).map(({ Key = '' }) => Key);
    if (keys.length === 0 || keys.length > mostListed)
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate.', 400);
    const Errors = keys.flatMap((Key) => {
      if (bucket.get(Key)?.held) return [{ Key, Code: 'AccessDenied', Message: 'Access Denied' }];
      bucket.delete(Key);
      return [];
    });
    return { Errors, ...(!input.Delete?.Quiet && { Deleted: keys.map((Key) => ({ Key })) }) };
  }),
];

/** Keys that one answer lists, and that one request deletes, at the most. */
const mostListed = 1000;

/** The place behind a key, which nobody is to understand. */
const tokenOf = (key: string): string => Buffer.from(key).toString('base64');

/** What S3 says to who may not. */
export const denied = (): AwsError => new AwsError('AccessDenied', 'Access Denied', 403);

function headOf({ encoding, type, metadata, crc }: Omit<Stored, 'body'>, body: Buffer, checked: boolean) {
  return {
    ContentLength: body.length,
    ETag: `"${crc}"`,
    ...(encoding !== undefined && { ContentEncoding: encoding }),
    ...(type !== undefined && { ContentType: type }),
    Metadata: metadata,
    ServerSideEncryption: 'aws:kms' as const,
    ...(checked && { ChecksumCRC32: crc }),
  };
}

function found({ Bucket, Key = '' }: GetObjectRequest, world: S3World): Stored {
  const stored = bucketOf(world, Bucket).get(Key);
  if (stored) return stored;
  if (!world.mayList()) throw denied();
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

function bucketOf({ buckets }: S3World, name = ''): Map<string, Stored> {
  const bucket = buckets.get(name);
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  return bucket;
}

/** The checksum that S3 keeps and answers. */
export function crcOf(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

/** Binds a schema to a handler in the SDK's own types; the input is read by the same schema. */
function operation<In, Out extends object>(
  schema: unknown,
  mark: string,
  handle: (input: In, world: S3World) => Out,
): S3Operation {
  return { shape: operationShape(schema), mark, handle: (input, world) => handle(input as In, world) };
}
