import { GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import type { KnownRepository } from '../repository/collect.ts';
import { ecrRepositoryPolicy } from './resource.ts';

/** Reads the policies of the private repositories, one call for each. Most have none. */
export async function collectRepositoryPolicies(
  at: AwsReader,
  repositories: readonly KnownRepository[],
): Promise<void> {
  const api = 'ecr:GetRepositoryPolicy';
  const address = ({ arn }: KnownRepository): string => `${arn}/policy`;
  await at.sheet.each({ api, types: [ecrRepositoryPolicy], address }, repositories, async (repository) => {
    const command = new GetRepositoryPolicyCommand({ repositoryName: repository.name });
    try {
      const answer = await at.call(api, (options) => at.clients.ecr.send(command, options));
      need(answer.policyText, 'policyText');
      const config = toWire({ ...answer, $metadata: undefined });
      at.sheet.add(ecrRepositoryPolicy, { id: address(repository), name: repository.name, config });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'RepositoryPolicyNotFoundException') throw error;
    }
  });
}
