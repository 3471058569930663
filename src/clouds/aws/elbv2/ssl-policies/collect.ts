import { DescribeSSLPoliciesCommand, type SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { sslPolicies } from './resource.ts';

/** Reads the protocols that each security policy allows. */
export async function collectSslPolicies(at: AwsReader): Promise<void> {
  const api = 'elasticloadbalancing:DescribeSSLPolicies';
  await at.sheet.list({ api, types: [sslPolicies] }, async () => {
    const SslPolicies: Pick<SslPolicy, 'Name' | 'SslProtocols'>[] = [];
    await at.pages(api, {
      send: (Marker, options) =>
        at.clients.elb.send(new DescribeSSLPoliciesCommand({ PageSize: 400, Marker }), options),
      next: ({ NextMarker }) => NextMarker,
      items: (page) => page.SslPolicies,
      add: ({ Name, SslProtocols }) => SslPolicies.push({ Name, SslProtocols }),
    });
    const id = `${at.sheet.target.id}/${sslPolicies.name}`;
    at.sheet.add(sslPolicies, { id, name: sslPolicies.name, config: toWire({ SslPolicies }) });
  });
}
