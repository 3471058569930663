import { z } from 'zod';
import { canonicalJson } from '#lib/canonical';
import { forJson } from '#lib/escape/json';
import { sha256 } from '#lib/hash';
import type { ChainEnd } from '#lib/hash-chain';
import { algorithms, keyName, type Algorithm } from '#lib/signature';
import { compareText } from '#lib/text';
import type { Instant, Scan } from '#model';

/** What the files of a pack are called that tell of the others. */
export const manifestPath = 'manifest.json';
export const signaturePath = 'manifest.sig.json';
export const logPath = 'log.jsonl';

/** What a pack shows, and what nobody can read off it; the manifest and `verify` say the same. */
export const proves = {
  proves: 'Nothing in the pack was altered, dropped or added since the manifest was made.',
  doesNotProve:
    'That everything was recorded that happened, that the clouds told the truth, or, where no signature is checked against a key from elsewhere, that nobody made the whole pack anew.',
} as const;

const text = z.string();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const manifestShape = z.strictObject({
  schemaVersion: z.literal(1),
  product: z.strictObject({ name: text, version: text }),
  scan: z.strictObject({
    ...{ id: text, startedAt: text, finishedAt: text, rulesetDigest: text, ruleCount: count },
    policyVersion: count.nullable(),
  }),
  asOf: text,
  frameworks: z.array(text),
  coverage: z.number(),
  incomplete: z.boolean(),
  files: z.array(z.strictObject({ path: text, bytes: count, sha256: digest })),
  log: z.strictObject({ path: z.literal(logPath), count, head: digest.nullable() }),
  signedBy: text.nullable(),
  /** The ARN of the key, where KMS has it. */
  signingKey: text.optional(),
  proves: text,
  doesNotProve: text,
  digest,
});

/** What a pack is made of: every file with its size and SHA-256, and where its log ends. */
export type Manifest = z.output<typeof manifestShape>;

/** One file of a pack. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

/** What a manifest is made from. */
export interface Packed {
  readonly scan: Scan;
  readonly asOf: Instant;
  readonly frameworks: readonly string[];
  readonly incomplete: boolean;
  readonly version: string;
  /** Every file but the manifest and its signature. */
  readonly files: readonly PackFile[];
  readonly log: ChainEnd;
  readonly signer?: Signer;
}

/** Whoever signs a manifest. */
export interface Signer {
  /** SPKI, DER, base64. */
  readonly publicKey: string;
  readonly algorithm: Algorithm;
  /** The ARN of the key, where KMS has it. */
  readonly arn?: string;
  /** Base64. */
  sign(text: string): Promise<string>;
}

/**
 * The files of a pack with the manifest, and its signature where somebody signs. Equal contents give equal bytes, but for the
 * signature of a key that signs the same otherwise each time: every one but Ed25519.
 */
export async function packOf(packed: Packed): Promise<readonly PackFile[]> {
  const { signer } = packed;
  const manifest = manifestOf(packed);
  const whole = sealed(packed, manifest);
  if (!signer) return whole;
  return [...whole, { path: signaturePath, text: textOf(signatureOf(signer, await signer.sign(manifest))) }];
}

/** The files of a pack with the manifest; whoever signs it has not yet. */
export const sealed = (packed: Packed, manifest = manifestOf(packed)): readonly PackFile[] => [
  ...packed.files,
  { path: manifestPath, text: manifest },
];

function manifestOf(packed: Packed): string {
  const { scan, asOf, frameworks, incomplete, version, files, log, signer } = packed;
  const { id, startedAt, finishedAt, policyVersion, rulesetDigest, ruleCount } = scan;
  const content: Omit<Manifest, 'digest'> = {
    schemaVersion: 1,
    product: { name: 'Shoalwatch', version },
    scan: { id, startedAt, finishedAt, policyVersion, rulesetDigest, ruleCount },
    ...{ asOf, frameworks: [...frameworks], coverage: scan.coverage, incomplete },
    files: files
      .map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text), sha256: sha256(text) }))
      .sort((a, b) => compareText(a.path, b.path)),
    log: { path: logPath, count: log.count, head: log.head },
    signedBy: signer ? keyName(signer.publicKey) : null,
    ...(signer?.arn !== undefined && { signingKey: signer.arn }),
    ...proves,
  };
  return textOf({ ...content, digest: digestOf(content) });
}

/** A manifest that is whole and written as we write it; undefined for any other text. */
export function manifestIn(written: string): Manifest | undefined {
  const found = manifestShape.safeParse(jsonIn(written)).data;
  if (!found || textOf(found) !== written) return undefined;
  const { digest: named, ...sealed } = found;
  return digestOf(sealed) === named ? found : undefined;
}

const signatureShape = z.strictObject({
  schemaVersion: z.literal(1),
  algorithm: z.enum(algorithms),
  signs: z.literal(manifestPath),
  publicKey: text,
  signature: text,
});

/** A signature of a manifest, with the key that is said to have made it. */
export type Signature = z.output<typeof signatureShape>;

/** A signature that is written as we write it; undefined for any other text. */
export function signatureIn(written: string): Signature | undefined {
  const found = signatureShape.safeParse(jsonIn(written)).data;
  return found && textOf(found) === written ? found : undefined;
}

const signatureOf = ({ publicKey, algorithm }: Signer, signature: string): Signature => ({
  ...{ schemaVersion: 1, algorithm, signs: manifestPath, publicKey, signature },
});

const digestOf = (sealed: Omit<Manifest, 'digest'>): string => sha256(canonicalJson(sealed));

/** Sorted by keys, so that there is one way to write it. */
const textOf = (value: object): string => `${forJson(JSON.parse(canonicalJson(value)), 2)}\n`;

function jsonIn(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
