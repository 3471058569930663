import protos from '@google-cloud/kms/build/protos/protos.json' with { type: 'json' };
import { lastPart } from '../../address.ts';
import { callOptions } from '../../call-options.ts';
import { printerOf } from '../../printer.ts';
import type { GcpReader } from '../../reader.ts';
import { kmsKey, kmsKeyOf } from './resource.ts';

const api = 'cloudkms.cryptoKeys.get';

/** Reads keys of Cloud KMS by their names, in whatever project they are. */
export function collectKeys({ sheet, session, for: forProject }: GcpReader, names: readonly string[]): Promise<void> {
  return sheet.each({ api, types: [kmsKey], address: kmsKeyOf }, names, async (name) => {
    const [answer] = await forProject(name.split('/')[1] ?? '').call(api, () =>
      session.keys.getCryptoKey({ name }, callOptions()),
    );
    const config = printedKey(answer);
    sheet.add(kmsKey, { id: kmsKeyOf(name), name: lastPart(name), created: config.createTime ?? undefined, config });
  });
}

const print = printerOf(protos);

function printedKey(message: object): typeof kmsKey.config;
function printedKey(message: object): unknown {
  return print('google.cloud.kms.v1.CryptoKey', message);
}
