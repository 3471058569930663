import { S3Client } from '@aws-sdk/client-s3';

interface Patience {
  readonly maxAttempts?: number;
  /** Milliseconds until a request without an answer is given up. */
  readonly requestTimeout?: number;
}

/** A client of an S3 at an address of this machine. */
export const s3ClientOf = (endpoint: string, { maxAttempts = 3, requestTimeout = 0 }: Patience = {}): S3Client =>
  new S3Client({
    ...{ endpoint, region: 'eu-central-1', forcePathStyle: true, maxAttempts },
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  });
