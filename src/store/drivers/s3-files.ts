import { gunzipSync, gzipSync } from 'node:zlib';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ShoalwatchError } from '#model';
import { checkedPath, type Files } from '../files.ts';
import { partsOf, storeFailure } from './store-failure.ts';

export interface S3Bucket {
  /** Retries of refused requests are the client's; a body that broke off is asked for again here. */
  readonly client: S3Client;
  readonly name: string;
  /** An id that no other write has: by it a write whose answer was lost is known again. */
  readonly writeId: () => string;
}

/** How often a body that broke off half-way is asked for, and a write that another one crossed is made. */
const patience = 4;

/**
 * The Files port on a bucket of S3, gzipped. The bucket's own default encrypts, its policy may demand `If-None-Match`.
 * A path is missing only where S3 says NoSuchKey, for which the caller must be allowed to list the bucket: without that
 * S3 answers 403 for what is not there, and a 403 is always a ShoalwatchError that names the permission.
 */
export function s3Files({ client, name, writeId }: S3Bucket): Files {
  const failure = (operation: keyof typeof rights, cause: unknown): ShoalwatchError =>
    storeFailure({ ...rights[operation], subject: `the bucket ${name}` }, cause);
  const headOf = async (path: string) => {
    try {
      return await client.send(new HeadObjectCommand({ Bucket: name, Key: checkedPath(path) }));
    } catch (error) {
      if (nameOf(error) === 'NotFound') return undefined;
      throw failure('get', error);
    }
  };

  return {
    async get(path) {
      const command = new GetObjectCommand({ Bucket: name, Key: checkedPath(path) });
      for (let left = patience; ; left -= 1) {
        try {
          return await textOf(await client.send(command));
        } catch (error) {
          if (nameOf(error) === 'NoSuchKey') return undefined;
          if (left === 1 || isAnswer(error)) throw failure('get', error);
        }
      }
    },
    async put(path, body) {
      const write = writeId();
      const command = new PutObjectCommand({
        Bucket: name,
        Key: checkedPath(path),
        ...{ Body: gzipSync(body), ContentEncoding: 'gzip' },
        ContentType: 'application/json',
        IfNoneMatch: '*',
        Metadata: { write },
      });
      for (let left = patience; ; left -= 1) {
        try {
          await client.send(command);
          return true;
        } catch (error) {
          // Another write of the same path, or a deletion, is under way: who comes next is told how it ended.
          if (left > 1 && nameOf(error) === 'ConditionalRequestConflict') continue;
          if (nameOf(error) !== 'PreconditionFailed') throw failure('put', error);
          const mayBeOwn = left < patience || (partsOf(error).attempts ?? 1) > 1;
          return mayBeOwn && (await headOf(path))?.Metadata?.['write'] === write;
        }
      }
    },
    has: async (path) => (await headOf(path)) !== undefined,
  };
}

/** The permission that each call asks for, and what has to be granted with it. */
const rights = {
  get: {
    permission: 's3:GetObject',
    also: ', s3:ListBucket (S3 answers 403 for what is missing without it) and kms:Decrypt on its key',
  },
  put: { permission: 's3:PutObject', also: ', and kms:GenerateDataKey on its key' },
} as const;

async function textOf({ Body, ContentEncoding }: GetObjectCommandOutput): Promise<string> {
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return ContentEncoding === 'gzip' ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString();
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Whether S3 itself refused: the client has asked again as often as that helps. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && (error.$fault === 'client' || error.$fault === 'server');
