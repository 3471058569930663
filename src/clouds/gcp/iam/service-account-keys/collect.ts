import { toWire } from '../../../to-wire.ts';
import type { GcpReader } from '../../reader.ts';
import { accountOfKeys, serviceAccountKeys, type ServiceAccountKey } from './resource.ts';

/** What Google's answers may say besides, which is not kept. */
interface Answer {
  readonly keys?: readonly (ServiceAccountKey & {
    readonly privateKeyData?: string;
    readonly publicKeyData?: string;
  })[];
}

/** Reads the keys of service accounts that people made, at the addresses of these. Those that Google makes sign in for nobody else. */
export function collectAccountKeys(at: GcpReader, addresses: readonly string[]): Promise<void> {
  const api = 'iam.serviceAccountKeys.list';
  const address = (id: string): string => id;
  return at.sheet.each({ api, types: [serviceAccountKeys], address }, addresses, async (id) => {
    const path = id.replace('//iam.googleapis.com/', '');
    const answer = await at
      .for(path.split('/')[1] ?? '')
      .call(api, (signal) => at.session.iam<Answer>(path, { keyTypes: 'USER_MANAGED' }, signal));
    at.sheet.add(serviceAccountKeys, { id, name: accountOfKeys(id), config: toWire(keptOf(answer)) });
  });
}

const keptOf = ({ keys }: Answer): typeof serviceAccountKeys.config => ({
  ...(keys && { keys: keys.map(({ privateKeyData: _private, publicKeyData: _public, ...rest }) => rest) }),
});
