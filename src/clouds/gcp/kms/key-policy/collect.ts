import { lastPart } from '../../address.ts';
import { callOptions } from '../../call-options.ts';
import { printedPolicy } from '../../printed-policy.ts';
import type { GcpReader } from '../../reader.ts';
import { kmsKeyOf } from '../key/resource.ts';
import { keyPolicy, keyPolicyOf, ringOf } from './resource.ts';

const apis = { key: 'cloudkms.cryptoKeys.getIamPolicy', ring: 'cloudkms.keyRings.getIamPolicy' } as const;

/** Reads who may use keys, which are given by their names: by their own policies and by those of their key rings. */
export async function collectKeyPolicies(at: GcpReader, keys: readonly string[]): Promise<void> {
  await Promise.all([readPolicies(at, keys, apis.key), readPolicies(at, [...new Set(keys.map(ringOf))], apis.ring)]);
}

/** Reads some policies, of keys and key rings that are given by their names. */
export async function collectNamedPolicies(at: GcpReader, holders: readonly string[]): Promise<void> {
  const isKey = (name: string): boolean => name.includes('/cryptoKeys/');
  await Promise.all([
    readPolicies(at, holders.filter(isKey), apis.key),
    readPolicies(
      at,
      holders.filter((name) => !isKey(name)),
      apis.ring,
    ),
  ]);
}

function readPolicies(
  { sheet, session, for: forProject }: GcpReader,
  names: readonly string[],
  api: string,
): Promise<void> {
  const address = (name: string): string => keyPolicyOf(kmsKeyOf(name));
  return sheet.each({ api, types: [keyPolicy], address }, names, async (resource) => {
    const [answer] = await forProject(resource.split('/')[1] ?? '').call(api, () => askPolicy(session.keys, resource));
    sheet.add(keyPolicy, { id: address(resource), name: lastPart(resource), config: printedPolicy(answer) });
  });
}

/** The client's own types ask for a message of its class; it sends one of plain fields as well. */
interface PolicyReader {
  getIamPolicy(
    request: { readonly resource: string; readonly options?: object | null },
    options: ReturnType<typeof callOptions>,
  ): Promise<readonly [object, ...unknown[]]>;
}

/** Asks who may use a key or a key ring, by its name. Conditions come with the third version of a policy. */
export const askPolicy = (client: PolicyReader, resource: string): Promise<readonly [object, ...unknown[]]> =>
  client.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } }, callOptions());
