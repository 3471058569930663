import type { Command } from 'commander';
import { proves, type Manifest } from '#app/pack/manifest';
import { verifyPack, type PackFlaw, type PackFolder, type Verified } from '#app/pack/verify';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { publicKeyIn } from '#lib/signature';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError } from '#model';
import { foldText } from '#report/fold';
import { schemaVersion } from '#report/output';
import { end } from '../arguments.ts';
import { keyFile } from '../report/key-file.ts';
import { readPack } from '../report/pack-folder.ts';
import { terminal } from '../terminal.ts';

interface Options {
  readonly key?: string;
  readonly json?: boolean;
}

/** Adds `verify`: whether an evidence pack is as it was made. It needs no store, no cloud and no network. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('look through an evidence pack: is it as it was made?')
    .argument('<pack>', 'its folder, as report --pack wrote it')
    .option('--key <file>', 'the public key (PEM) that must have signed it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  shoalwatch verify audit\n  shoalwatch verify signed --key pack-key.pub.pem')
    .action(async (pack: string, { key, json = false }: Options) => {
      const folder = await readPack(pack);
      const verified = verifyPack(folder, key === undefined ? undefined : await publicKeyAt(key));
      const out = terminal();
      await (json
        ? out.data(`${forJson(documentOf(verified), 2)}\n`)
        : out.page(`${foldText(pageOf(pack, folder, verified), out.screen.width, 11)}\n`));
      const { flaws, signature } = verified;
      if (flaws.length === 0) end({ code: 0, why: `${pack} is ${asWhat[signature]}` });
      else end({ code: 3, why: `${pack} is not as it was made: ${plural(flaws.length, 'flaw')}` });
    });
}

/** What a pack without a flaw is shown to be: whoever made it anew made a manifest that fits. */
const asWhat: Readonly<Record<Verified['signature'], string>> = {
  checked: 'as it was signed by the key that was given',
  own: 'as its manifest says; whose key signed it nobody looked at',
  none: 'as its manifest says; nobody signed it',
  wrong: 'as its manifest says; its signature is not as it should be',
};

async function publicKeyAt(file: string): Promise<string> {
  const key = publicKeyIn(await keyFile(file));
  if (key !== undefined) return key;
  throw new ShoalwatchError('usage', `${file} holds no public key in PEM that a pack is signed by`, {
    cure: 'one of Ed25519, of RSA with 2048 bits or more, or of P-256, P-384, P-521 or secp256k1: docs/reports.md says how to write it',
  });
}

/** What a pack proves that has a flaw. */
const nothing = 'nothing, as it is';

const documentOf = ({ flaws, manifest, signature }: Verified): object => ({
  schemaVersion,
  whole: flaws.length === 0,
  flaws,
  signature,
  ...(manifest && {
    ...{ scan: manifest.scan, asOf: manifest.asOf, signedBy: manifest.signedBy, signingKey: manifest.signingKey },
    ...{ files: manifest.files.length, log: manifest.log },
  }),
  ...proves,
  ...(flaws.length > 0 && { proves: nothing }),
});

function pageOf(pack: string, { files }: PackFolder, { flaws, manifest, signature }: Verified): string {
  const about = manifest
    ? [
        `scan       ${manifest.scan.id}, as of ${formatTime(manifest.asOf)}`,
        `files      ${manifest.files.length} named, ${files.size} here`,
        `log        ${plural(manifest.log.count, 'line')}, head ${manifest.log.head ?? 'none'}`,
        `signed     ${signatureWords(signature, manifest)}`,
      ]
    : [];
  const found =
    flaws.length === 0 ? ['whole      every file is as the manifest says, and the log holds'] : flaws.map(lineOf);
  const limits = [`proves     ${flaws.length === 0 ? proves.proves : nothing}`, `not proved ${proves.doesNotProve}`];
  return [`pack       ${pack}`, ...about, '', ...found, '', ...limits].map(forTerminalLine).join('\n');
}

function signatureWords(signature: Verified['signature'], { signedBy, signingKey }: Manifest): string {
  if (signature === 'none') return 'by nobody: whoever could write here could have made the pack anew';
  if (signature === 'wrong') return 'not as it should be, see below';
  const key = `${signedBy ?? ''}${signingKey === undefined ? '' : ` (it says: ${signingKey})`}`;
  if (signature === 'checked') return `by ${key}, which is the key that was given`;
  return `by ${key}, a key that the pack itself brings along: whoever altered it could have signed it anew with one of theirs. Name the key that you trust with --key FILE`;
}

const lineOf = ({ path, flaw, line, why }: PackFlaw): string =>
  `${flaw.toUpperCase().padEnd(9)}  ${line === undefined ? path : `${path} line ${line}`}: ${why}`;
