import type { Origin } from '#model';
import { textAt } from '../json.ts';

const schema = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

const longest = 512;

/** Who called: the sign-in name of a person, else the id of the application, of which there always is one. */
export function actorOf(claims: unknown, caller: unknown): string {
  const keys = [`${schema}/upn`, `${schema}/emailaddress`, `${schema}/name`, 'appid'];
  const names = keys.map((key) => textAt(claims, key));
  const actor = names.find((name) => name !== undefined) ?? textAt(caller) ?? 'unknown';
  return actor.slice(0, longest);
}

/** Microsoft's own applications: the portal, the command line and PowerShell. Terraform signs in as the command line or as anybody. */
const applications: ReadonlyMap<string, Origin> = new Map([
  ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'console'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'cli'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'cli'],
]);

/**
 * What a change was made with, as far as the application tells that signed in.
 * Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
export const originOf = (claims: unknown): Origin => applications.get(textAt(claims, 'appid') ?? '') ?? 'unknown';
