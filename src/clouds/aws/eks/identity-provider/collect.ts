import {
  DescribeIdentityProviderConfigCommand,
  ListIdentityProviderConfigsCommand,
  type IdentityProviderConfig,
} from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { identityProvider } from './resource.ts';

/** Reads the OIDC providers that the clusters accept tokens of; EKS knows no other type. */
export async function collectIdentityProviders(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const api = 'eks:ListIdentityProviderConfigs';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  await at.sheet.listEach({ api, types: [identityProvider], about }, clusters, async (clusterName) => {
    const found: IdentityProviderConfig[] = [];
    const asked = { clusterName, maxResults: 100 };
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListIdentityProviderConfigsCommand({ ...asked, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ identityProviderConfigs }) => identityProviderConfigs,
        add: (it) => found.push(it),
      });
    } finally {
      await Promise.all(found.map(({ name }) => collectIdentityProvider(at, clusterName, need(name, 'name'))));
    }
  });
}

/** Reads one provider. */
export async function collectIdentityProvider(at: AwsReader, clusterName: string, name: string): Promise<void> {
  const api = 'eks:DescribeIdentityProviderConfig';
  // The real address ends with an id that only the answer holds.
  const address = at.arn('eks', `identityproviderconfig/${clusterName}/oidc/${name}/`);
  // A provider of which only the beginning of the address is known can be any that was read before.
  await at.sheet.one({ api, types: [identityProvider], leads: [identityProvider], address }, async () => {
    const identityProviderConfig = { type: 'oidc', name };
    const command = new DescribeIdentityProviderConfigCommand({ clusterName, identityProviderConfig });
    const answer = await at.call(api, (options) => at.clients.eks.send(command, options));
    const config = toWire(need(answer.identityProviderConfig?.oidc, 'identityProviderConfig.oidc'));
    const id = config.identityProviderConfigArn ?? address;
    at.sheet.add(identityProvider, { id, name: `${clusterName}/${name}`, config });
  });
}
