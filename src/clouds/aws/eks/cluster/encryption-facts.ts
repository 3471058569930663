import { defineFact } from '#model';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import { listAt } from '../../../json.ts';
import { registered } from './facts.ts';
import { eksCluster } from './resource.ts';

/** What encrypts the secrets of a cluster: nothing, a key that AWS owns, or a key of the customer. */
export type SecretsKey =
  | { readonly is: 'elsewhere'; readonly why: string }
  | { readonly is: 'plain'; readonly seen: Evidence }
  | { readonly is: 'not-yours'; readonly seen: Evidence }
  | { readonly is: 'yours'; readonly arn: string; readonly at: string };

/** The first minor that encrypts all API data with a key that AWS owns, and no longer reads `resources`. */
const firstEncrypted = 28;

/**
 * Which key encrypts the secrets of a cluster. Before 1.28 they are encrypted only where an entry names them; from then
 * on each entry's key encrypts all API data. Without a version only an entry that names them is certain.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
 */
export const keyForSecrets = defineFact({
  name: 'eks.key-for-secrets',
  of: eksCluster,
  work({ config }): SecretsKey | Unknown {
    if (config.connectorConfig) return { is: 'elsewhere', why: registered };
    if (config.outpostConfig) return { is: 'elsewhere', why: 'a local cluster on Outposts has no choice of key' };
    const entries = (config.encryptionConfig ?? []).flatMap((entry, i) => {
      const arn = entry.provider?.keyArn;
      if (!arn) return [];
      const named = listAt(entry, 'resources').includes('secrets');
      return [{ is: 'yours' as const, arn, at: `encryptionConfig[${i}].provider.keyArn`, named }];
    });
    const minor = Number(/^\d+\.(\d+)$/.exec(config.version ?? '')?.[1]);
    const named = entries.find((one) => one.named);
    if (named) return named;
    const [any] = entries;
    if (any && minor >= firstEncrypted) return any;
    if (any && Number.isNaN(minor)) return fieldMissing('version');
    const at = config.encryptionConfig === undefined ? '' : 'encryptionConfig';
    const seen = { at, actual: config.encryptionConfig ?? 'no encryptionConfig', expected: 'provider.keyArn' };
    return minor < firstEncrypted ? { is: 'plain', seen } : { is: 'not-yours', seen };
  },
});

/**
 * Whether a list of ARNs names a key. Which key an alias stands for is not read: an alias on either side leaves it open,
 * unless both are the same text.
 */
export function namesKey(arns: readonly string[], arn: string): boolean | Unknown {
  if (arns.includes(arn)) return true;
  const alias = [arn, ...arns].find((it) => it.includes(':alias/'));
  return alias === undefined ? false : unknown('not-found', `Which key ${alias} stands for was not read.`);
}
