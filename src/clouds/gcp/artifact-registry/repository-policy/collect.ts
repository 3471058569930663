import { lastPart } from '../../address.ts';
import { callOptions } from '../../call-options.ts';
import { printedPolicy } from '../../printed-policy.ts';
import type { GcpReader } from '../../reader.ts';
import { repositoryOf } from '../repository/resource.ts';
import { repositoryPolicy, repositoryPolicyOf } from './resource.ts';

const api = 'artifactregistry.repositories.getIamPolicy';

/** Reads who may use repositories, which are given by their names. Conditions come with the third version of a policy. */
export function collectRepositoryPolicies(
  { call, sheet, session }: GcpReader,
  names: readonly string[],
): Promise<void> {
  const address = (name: string): string => repositoryPolicyOf(repositoryOf(name));
  return sheet.each({ api, types: [repositoryPolicy], address }, names, async (resource) => {
    const request = { resource, options: { requestedPolicyVersion: 3 } };
    const [answer] = await call(api, () => session.registry.getIamPolicy(request, callOptions()));
    sheet.add(repositoryPolicy, { id: address(resource), name: lastPart(resource), config: printedPolicy(answer) });
  });
}
