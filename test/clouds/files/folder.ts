import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { awsRecogniser } from '#clouds/aws/documents/aws';
import { azureRecogniser } from '#clouds/azure/documents/azure';
import { readFiles, type FilesRead } from '#clouds/files/read-files';
import { gcpRecogniser } from '#clouds/gcp/documents/gcp';
import { kubernetesRecogniser } from '#clouds/kubernetes/documents/kubernetes';
import type { Reading, Resource } from '#model';

export const recognisers = [awsRecogniser, azureRecogniser, gcpRecogniser, kubernetesRecogniser];

/** When everything is read in these tests. */
export const at = '2026-11-21T00:00:00.000Z';

/** Writes files into a folder that lives as long as the test; what is no text or bytes is written as JSON. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'shoalwatch-files-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(root, path), isRaw ? content : JSON.stringify(content));
  }
  return root;
}

/** Reads a folder of the given files. */
export const read = (files: Readonly<Record<string, unknown>>): Promise<FilesRead> =>
  readFiles({ paths: [folderOf(files)], recognisers, at });

/** The one reading that there has to be. */
export function onlyReading({ readings }: FilesRead): Reading {
  if (readings.length !== 1)
    throw new Error(`${readings.length} readings: ${readings.map((it) => it.target.id).join()}`);
  return readings[0]!;
}

/** The one resource that there has to be. */
export function onlyResource(found: FilesRead): Resource {
  const { resources } = onlyReading(found);
  if (resources.length !== 1) throw new Error(`${resources.length} resources: ${resources.map(({ id }) => id).join()}`);
  return resources[0]!;
}

/** An answer of `DescribeCluster`. */
export const cluster = (name: string, region = 'eu-west-1', account = '111122223333') => ({
  cluster: { name, arn: `arn:aws:eks:${region}:${account}:cluster/${name}`, resourcesVpcConfig: {} },
});

/** A pod. */
export const pod = (name: string, image = 'nginx') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image }] },
});
