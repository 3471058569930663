import type { Origin } from '#model';
import { textAt } from '../json.ts';
import type { AuditEntry } from './delivered-events.ts';

const longest = 512;

/** Who called: the address of a person or an account, else the principal of a federation. */
export function actorOf({ authenticationInfo }: AuditEntry): string {
  const named = ['principalEmail', 'principalSubject'].map((key) => textAt(authenticationInfo, key));
  return (named.find((name) => name !== undefined) ?? 'unknown').slice(0, longest);
}

/** What the client calls itself. Terraform names the client libraries that it is made of too, the command line its own. */
const clients: readonly (readonly [sign: RegExp, origin: Origin])[] = [
  [/\bterraform\b/i, 'terraform'],
  [/\bgcloud\b|\bgoogle-cloud-sdk\b|^kubectl\b/i, 'cli'],
  [/^mozilla\//i, 'console'],
  [/\bgl-[a-z]+\/|\bgoogle-(?:api|cloud)-[a-z]+|\bgrpc-[a-z]+|^(?:google-api-|python-requests|Go-http-client)/i, 'sdk'],
];

/** Source: https://cloud.google.com/iam/docs/service-agents */
const serviceAgent =
  /@(?:cloudservices|container-engine-robot\.iam|compute-system\.iam|gcp-sa-[a-z0-9-]+\.iam)\.gserviceaccount\.com$/;

/** What a change was made with: agents of Google are told by their accounts, all else by what the client calls itself. */
export function originOf({ authenticationInfo, requestMetadata }: AuditEntry): Origin {
  if (serviceAgent.test(textAt(authenticationInfo, 'principalEmail') ?? '')) return 'provider';
  const agent = (textAt(requestMetadata, 'callerSuppliedUserAgent') ?? '').slice(0, longest);
  return clients.find(([sign]) => sign.test(agent))?.[1] ?? 'unknown';
}
