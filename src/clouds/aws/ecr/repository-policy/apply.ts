import { SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { setRepositoryPolicy } from './actions.ts';

/** Sends `SetRepositoryPolicy`; without `force`, so that ECR refuses a policy that would lock its caller out. */
export const applyRepositoryPolicy = defineApply(
  setRepositoryPolicy,
  async (at: AwsWriter, { config }, { policyText }) => {
    const { registryId } = config;
    const repositoryName = need(config.repositoryName, 'repositoryName');
    const command = new SetRepositoryPolicyCommand({ registryId, repositoryName, policyText });
    await at.call('ecr:SetRepositoryPolicy', (options) => at.clients.ecr.send(command, options));
  },
);
