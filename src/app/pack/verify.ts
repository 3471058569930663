import { breaksIn } from '#lib/hash-chain';
import { algorithmOf, isSignedBy, keyName } from '#lib/signature';
import { compareText } from '#lib/text';
import { logPath, manifestIn, manifestPath, signatureIn, signaturePath, type Manifest } from './manifest.ts';

/** A file of a pack as it lies there. */
export interface HeldFile {
  readonly bytes: number;
  /** Absent where it is longer than any file of a pack can be: it is not read. */
  readonly sha256?: string;
  /** Of files in `told` alone; absent where it is no UTF-8, or too long to be read. */
  readonly text?: string;
}

/** What lies in the folder of a pack: its files by path, and what is neither a file nor a folder that holds some. */
export interface PackFolder {
  readonly files: ReadonlyMap<string, HeldFile>;
  readonly strange: readonly string[];
}

/** The files whose text is looked at: of any other, its size and its SHA-256 are enough. */
export const told: ReadonlySet<string> = new Set([manifestPath, signaturePath, logPath]);

/** Something that is not as the manifest says. */
export interface PackFlaw {
  readonly path: string;
  readonly flaw: 'altered' | 'missing' | 'extra' | 'broken' | 'unsigned' | 'signature';
  /** For `broken`: the line of the log at which the chain does not hold, from 1. */
  readonly line?: number;
  readonly why: string;
}

/** What a look through a pack came to. */
export interface Verified {
  readonly flaws: readonly PackFlaw[];
  /** Absent where it is missing or altered: nothing else can be said then. */
  readonly manifest?: Manifest;
  /** `checked` against a key that was given; `own` only against the key that the pack itself brings along. */
  readonly signature: 'none' | 'own' | 'checked' | 'wrong';
}

/** Looks through a pack; with a public key, also whether that one signed it. Reads nothing but what it is handed. */
export function verifyPack(folder: PackFolder, key?: string): Verified {
  const held = folder.files.get(manifestPath);
  if (!held) return unreadable('missing', 'there is no manifest: nothing says what was here');
  const { text: written = '' } = held;
  const manifest = manifestIn(written);
  if (!manifest) return unreadable('altered', 'the manifest is not as it was written');
  const signature = signatureFlaws(folder, written, manifest, key);
  const flaws = [...fileFlaws(folder, manifest), ...logFlaws(folder, manifest), ...signature];
  const isSigned = manifest.signedBy !== null;
  const standing = signature.length > 0 ? 'wrong' : !isSigned ? 'none' : key === undefined ? 'own' : 'checked';
  return { manifest, signature: standing, flaws: flaws.sort((a, b) => compareText(a.path, b.path)) };
}

const unreadable = (flaw: 'missing' | 'altered', why: string): Verified => ({
  flaws: [{ path: manifestPath, flaw, why }],
  signature: 'none',
});

function fileFlaws({ files, strange }: PackFolder, manifest: Manifest): readonly PackFlaw[] {
  const named = new Set([manifestPath, ...manifest.files.map(({ path }) => path)]);
  if (manifest.signedBy !== null) named.add(signaturePath);
  const wrong = manifest.files.flatMap(({ path, bytes, sha256: digest }): PackFlaw[] => {
    const found = files.get(path);
    if (!found) {
      const why = strange.includes(path) ? 'what is here is no file' : 'it is not here';
      return [{ path, flaw: 'missing', why: `the manifest names it, and ${why}` }];
    }
    if (found.bytes !== bytes) return [{ path, flaw: 'altered', why: `it has ${found.bytes} bytes, and had ${bytes}` }];
    return found.sha256 === digest ? [] : [{ path, flaw: 'altered', why: 'its SHA-256 is another one' }];
  });
  const more = [...files.keys(), ...strange].filter((path) => !named.has(path));
  return [...wrong, ...more.map((path): PackFlaw => ({ path, flaw: 'extra', why: 'the manifest does not name it' }))];
}

function logFlaws({ files }: PackFolder, { log, files: named }: Manifest): readonly PackFlaw[] {
  const path = logPath;
  if (!named.some((it) => it.path === path)) {
    return [
      { path, flaw: 'missing', why: 'the manifest says where the log ends, and does not name it among its files' },
    ];
  }
  const held = files.get(path);
  if (!held) return [];
  if (held.text === undefined) return [{ path, flaw: 'broken', why: 'it is no text that can be read' }];
  return breaksIn(held.text, log).map(({ line, why }) => ({ path, flaw: 'broken', line, why }));
}

function signatureFlaws(
  folder: PackFolder,
  signed: string,
  { signedBy }: Manifest,
  key: string | undefined,
): readonly PackFlaw[] {
  const path = signaturePath;
  if (signedBy === null) {
    return key === undefined ? [] : [{ path, flaw: 'unsigned', why: 'a key was given, and nobody signed this pack' }];
  }
  const held = folder.files.get(path);
  if (!held) return [{ path, flaw: 'missing', why: `${signedBy} signed the manifest, and its signature is not here` }];
  const found = signatureIn(held.text ?? '');
  if (!found || keyName(found.publicKey) !== signedBy) {
    return [{ path, flaw: 'altered', why: 'the signature is not as it was written' }];
  }
  const isItsWay = algorithmOf(found.publicKey) === found.algorithm;
  if (!isItsWay || !isSignedBy(found.publicKey, signed, found.signature)) {
    return [{ path, flaw: 'signature', why: 'it is no signature of this manifest' }];
  }
  if (key !== undefined && key !== found.publicKey) {
    return [{ path, flaw: 'signature', why: `${signedBy} signed this pack, and not ${keyName(key)}` }];
  }
  return [];
}
