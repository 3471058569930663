import {
  BatchGetRepositoryScanningConfigurationCommand,
  type RepositoryScanningConfiguration,
  type RepositoryScanningConfigurationFailure,
} from '@aws-sdk/client-ecr';
import { MalformedAnswer } from '../../failure.ts';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import type { KnownRepository } from '../repository/collect.ts';
import { ecrRepositoryScanning } from './resource.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html */
const mostNames = 25;

/** Reads how the images of the repositories are scanned, 25 repositories in one call. */
export async function collectRepositoryScanning(
  at: AwsReader,
  repositories: readonly KnownRepository[],
): Promise<void> {
  const api = 'ecr:BatchGetRepositoryScanningConfiguration';
  const batches = Array.from({ length: Math.ceil(repositories.length / mostNames) }, (_, i) =>
    repositories.slice(i * mostNames, (i + 1) * mostNames),
  );
  const about = ([first]: readonly KnownRepository[]): string => `Repository ${first?.name ?? ''}`;
  await at.sheet.listEach({ api, types: [ecrRepositoryScanning], about }, batches, async (batch) => {
    const command = new BatchGetRepositoryScanningConfigurationCommand({
      repositoryNames: batch.map(({ name }) => name),
    });
    const answer = await at.call(api, (options) => at.clients.ecr.send(command, options));
    const answered = new Map((answer.scanningConfigurations ?? []).map((it) => [it.repositoryName, it]));
    const refused = new Map((answer.failures ?? []).map((it) => [it.repositoryName, it]));
    for (const known of batch) {
      await at.sheet.one({ api, types: [ecrRepositoryScanning], address: `${known.arn}/scanning` }, async () => {
        add(at, known, answered.get(known.name), refused.get(known.name));
        await Promise.resolve();
      });
    }
  });
}

function add(
  at: AwsReader,
  { arn, name }: KnownRepository,
  answered: RepositoryScanningConfiguration | undefined,
  refused: RepositoryScanningConfigurationFailure | undefined,
): void {
  // The one failure that the service knows.
  if (refused) throw Object.assign(new Error(refused.failureReason), { name: 'RepositoryNotFoundException' });
  if (!answered) throw new MalformedAnswer(`The answer lacks ${name}.`);
  at.sheet.add(ecrRepositoryScanning, { id: `${arn}/scanning`, name, config: toWire(answered) });
}
