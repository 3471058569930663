import type { compute_v1 } from '@googleapis/compute';

type Metadata = compute_v1.Schema$Metadata;

/** Switches, whose values are no secret. */
const switches = new Set(['enable-oslogin', 'enable-oslogin-2fa', 'block-project-ssh-keys', 'serial-port-enable']);

/** Where the metadata of machines holds keys that let people in. */
export const keyLists: ReadonlySet<string> = new Set(['ssh-keys', 'sshKeys']);

/**
 * Metadata without what may be secret: of lists of keys only how many there are, of scripts and anything else that
 * people write there only the name.
 * Source: https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys
 */
export const keptMetadata = ({ items, ...rest }: Metadata): Metadata => ({
  ...rest,
  ...(items && {
    items: items.map(({ key, value }) => {
      if (keyLists.has(key ?? '')) return { key, value: String(keysIn(value ?? '')) };
      return switches.has(key ?? '') ? { key, value } : { key };
    }),
  }),
});

const keysIn = (list: string): number => list.split('\n').filter((line) => line.trim() !== '').length;
