import type { Signer } from '#app/pack/manifest';
import { signerOf } from '#lib/signature';
import { ShoalwatchError } from '#model';
import { keyFile } from './key-file.ts';

/** Reads or asks for a key. Nothing is asked of a cloud before that. */
export type Signing = (reached: { readonly profile?: string | undefined }) => Promise<Signer>;

/** Whoever signs by what `--sign` names: `kms:KEY_ARN`, or a file with a private key. Throws a usage error for what is no ARN. */
export function signingBy(sign: string): Signing {
  if (!sign.startsWith('kms:')) return () => signerIn(sign);
  const arn = sign.slice('kms:'.length);
  const { region } = arnForm.exec(arn)?.groups ?? {};
  if (region === undefined) {
    throw new ShoalwatchError(
      'usage',
      `--sign kms: takes the ARN of a key or an alias, and ${arn || 'nothing'} is none`,
      {
        cure: 'such as kms:arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    );
  }
  return async ({ profile }) => {
    const { kmsSigner } = await import('./kms-signer.ts');
    return kmsSigner({ arn, region, ...(profile !== undefined && { profile }) });
  };
}

const arnForm = /^arn:aws[\w-]*:kms:(?<region>[a-z0-9-]+):\d{12}:(?:key\/[\w-]+|alias\/[\w/-]+)$/;

async function signerIn(file: string): Promise<Signer> {
  const signer = signerOf(await keyFile(file));
  if (signer) return { ...signer, algorithm: 'Ed25519', sign: (text) => Promise.resolve(signer.sign(text)) };
  throw new ShoalwatchError('usage', '--sign takes a file with an Ed25519 private key in PEM, and this is none', {
    cure: 'openssl genpkey -algorithm ed25519 -out pack-key.pem, or --sign kms:KEY_ARN',
  });
}
