import { z } from 'zod';
import { namedBy } from '#bills/package';
import { parseRange } from '#bills/versions/range';
import { isVersionRange } from '#lib/version-range';
import { kubernetesServices, ShoalwatchError } from '#model';
import { instant, reason } from './fields.ts';

const terms = { reason, until: instant.optional() };

const named = z.string().min(1);

const without = /^\S*$/;

/** As runtimes ask for it: behind the host an image is written in small letters. */
const place = named
  .refine((text) => without.test(text), 'a name has no spaces')
  .refine((text) => !text.includes('://'), 'the name of an image has no https:// before it')
  .refine((text) => !/[A-Z]/.test(text.slice(text.indexOf('/') + 1)), 'an image is written in small letters');

const registry = named
  .refine((text) => without.test(text), 'a name has no spaces')
  .refine((text) => !text.includes('://'), 'a registry is a host, without https:// before it');

const vmImage = z
  .strictObject({ id: named.optional(), name: named.optional(), ...terms })
  .refine(({ id, name }) => id !== undefined || name !== undefined, 'an entry names what it denies: id or name');

const image = z
  .strictObject({ registry: registry.optional(), repository: place.optional(), tag: named.optional(), ...terms })
  .refine(
    ({ registry, repository }) => (registry === undefined) !== (repository === undefined),
    'an entry names what it denies: registry or repository, one of them',
  )
  .refine(({ registry, tag }) => registry === undefined || tag === undefined, 'a tag narrows a repository, no registry')
  .refine(
    ({ repository = '' }) => !/[@]|:[^/]*$/.test(repository),
    'a repository has no tag and no digest: they go to tag, and to deny.digests',
  );

const digest = z.string().regex(/^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/, 'a digest is sha256: and 64 hex digits');

const purl = z
  .string()
  .regex(/^pkg:[a-zA-Z][\w.+-]*\/[^?#]+$/, 'a package URL looks like pkg:npm/lodash')
  .refine((text) => !/@[^/]*$/.test(text), 'its version goes to versions')
  .refine((text) => without.test(text) && namedBy(text) !== undefined, {
    message: 'it names no package: a part is missing, such as the group of pkg:maven/group/name',
    abort: true,
  });

const versions = z.string().refine(isVersionRange, 'versions look like "1.29", "<1.30" or ">=1.28 <1.30"');

const packageVersions = named.superRefine((text, { addIssue }) => {
  try {
    parseRange(text);
  } catch (error) {
    if (!(error instanceof ShoalwatchError)) throw error;
    addIssue({ code: 'custom', message: error.message });
  }
});

/** The lists of components that are allowed. */
export const allow = z.strictObject({
  vmImageOwners: z.array(named).optional(),
  registries: z.array(named).optional(),
});

/** The lists of components that are denied. */
export const deny = z.strictObject({
  vmImages: z.array(vmImage).optional(),
  cves: z
    .array(z.strictObject({ id: named.refine((text) => without.test(text), 'an id has no spaces'), ...terms }))
    .optional(),
  images: z.array(image).optional(),
  digests: z.array(z.strictObject({ digest, ...terms })).optional(),
  packages: z.array(z.strictObject({ purl, versions: packageVersions.optional(), ...terms })).optional(),
  kubernetesVersions: z
    .array(z.strictObject({ provider: z.enum(kubernetesServices).optional(), versions, ...terms }))
    .optional(),
  addonVersions: z.array(z.strictObject({ addon: named, versions, ...terms })).optional(),
});
