import { GetOpenIDConnectProviderCommand, ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { oidcProvider } from './resource.ts';

/** Reads the OpenID Connect providers of an account. */
export async function collectOidcProviders(at: AwsReader): Promise<void> {
  await collectOidcProvidersAt(at, await listProviders(at));
}

/** Reads the providers at these addresses. */
export async function collectOidcProvidersAt(at: AwsReader, arns: readonly string[]): Promise<void> {
  const api = 'iam:GetOpenIDConnectProvider';
  const address = (arn: string): string => arn;
  await at.sheet.each({ api, types: [oidcProvider], address }, arns, async (arn) => {
    const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
    const answer = await at.call(api, (options) => at.clients.iam.send(command, options));
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(oidcProvider, { id: arn, name: config.Url ?? arn, created: config.CreateDate, config });
  });
}

async function listProviders(at: AwsReader): Promise<readonly string[]> {
  const api = 'iam:ListOpenIDConnectProviders';
  const arns = new Set<string>();
  await at.sheet.list({ api, types: [oidcProvider] }, async () => {
    const answer = await at.call(api, (options) =>
      at.clients.iam.send(new ListOpenIDConnectProvidersCommand({}), options),
    );
    for (const { Arn } of answer.OpenIDConnectProviderList ?? []) arns.add(need(Arn, 'Arn'));
  });
  return [...arns];
}
