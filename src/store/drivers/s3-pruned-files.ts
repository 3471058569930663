import { DeleteObjectsCommand, ListObjectsV2Command, type _Object } from '@aws-sdk/client-s3';
import type { ShoalwatchError } from '#model';
import { checkedPath, type Listed, type PrunedFiles } from '../files.ts';
import { s3Files, type S3Bucket } from './s3-files.ts';
import { storeFailure } from './store-failure.ts';

/** Keys that one request deletes. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const mostKeys = 1000;

/** How long a deletion may be under way: whoever holds the right to it has it for longer. Milliseconds. */
const longest = 20_000;

/**
 * The files of a bucket for the one who takes away what nothing names any more. No version is ever deleted: in a bucket that
 * keeps them the object is hidden behind a marker, and what a lock protects stays as it is.
 */
export function s3PrunedFiles(bucket: S3Bucket): PrunedFiles {
  const { client, name } = bucket;
  const failure = (permission: string, cause: unknown): ShoalwatchError =>
    storeFailure({ permission, subject: `the bucket ${name}` }, cause);
  const pageOf = async (folder: string, from: string | undefined) => {
    const where = { Bucket: name, Prefix: `${checkedPath(folder)}/`, EncodingType: 'url' as const };
    try {
      return await client.send(
        new ListObjectsV2Command({ ...where, ...(from !== undefined && { ContinuationToken: from }) }),
      );
    } catch (error) {
      throw failure('s3:ListBucket', error);
    }
  };
  const removeSome = async (paths: readonly string[]): Promise<void> => {
    const Objects = paths.map((path) => ({ Key: checkedPath(path) }));
    const command = new DeleteObjectsCommand({ Bucket: name, Delete: { Objects, Quiet: true } });
    const { Errors = [] } = await client
      .send(command, { abortSignal: AbortSignal.timeout(longest) })
      .catch((error: unknown) => Promise.reject(failure('s3:DeleteObject', error)));
    const [first] = Errors;
    if (!first) return;
    const { Code = 'Error', Message = '', Key = '' } = first;
    throw failure('s3:DeleteObject', Object.assign(new Error(`${Message} (${Key})`), { name: Code }));
  };

  return {
    ...s3Files(bucket),
    async *list(folder) {
      let from: string | undefined;
      do {
        const page = await pageOf(folder, from);
        yield (page.Contents ?? []).flatMap(listedIn);
        from = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    },
    async remove(paths) {
      for (let at = 0; at < paths.length; at += mostKeys) await removeSome(paths.slice(at, at + mostKeys));
    },
  };
}

/** Keys come encoded, since XML cannot hold every one. What S3 does not date is not listed, and so stays. */
const listedIn = ({ Key, LastModified }: _Object): readonly Listed[] =>
  Key === undefined || LastModified === undefined
    ? []
    : [{ path: decodeURIComponent(Key.replaceAll('+', ' ')), writtenAt: LastModified.getTime() }];
