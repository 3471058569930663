import { PutObjectCommand } from '@aws-sdk/client-s3';
import { checkedPath } from '../files.ts';
import type { S3Bucket } from './s3-files.ts';
import { storeFailure } from './store-failure.ts';

/**
 * Where reports for people are put: as they are, so that whoever downloads one can open it. What stands there stays as it is;
 * true when it was written.
 */
export const s3Reports = ({ client, name }: Pick<S3Bucket, 'client' | 'name'>) => ({
  called: (folder: string): string => `s3://${name}/${folder}/`,
  async put(path: string, text: string, type: string): Promise<boolean> {
    const about = { Bucket: name, Key: checkedPath(path), ContentType: type };
    try {
      await client.send(new PutObjectCommand({ ...about, Body: text, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'PreconditionFailed') return false;
      const asked = { permission: 's3:PutObject', subject: `the bucket ${name}` };
      throw storeFailure({ ...asked, also: ', and kms:GenerateDataKey on its key' }, error);
    }
  },
});
