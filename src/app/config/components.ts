import { z } from 'zod';
import { mistakeInPurl, mistakeInRange } from '#bills/asked-package';
import { namedBy } from '#bills/package';
import { parseRange } from '#bills/versions/range';
import { isFlawId } from '#lib/cve';
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

const vmImageId = named.refine((id) => !/^ami-/i.test(id) || /^ami-[0-9a-f]+$/.test(id), {
  message: 'the id of an AMI is ami- and hex digits in small letters',
});

const vmImage = z
  .strictObject({ id: vmImageId.optional(), name: named.optional(), ...terms })
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

const flawId = named
  .refine((text) => without.test(text), { message: 'an id has no spaces', abort: true })
  .refine(isFlawId, 'the id of a flaw looks like CVE-2026-1234');

const digest = z.string().regex(/^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/, 'a digest is sha256: and 64 hex digits');

const purl = z
  .string()
  .regex(/^pkg:[a-zA-Z][\w.+-]*\/[^?#]+$/, 'a package URL looks like pkg:npm/lodash')
  .refine((text) => !/@[^/]*$/.test(text), 'its version goes to versions')
  .refine((text) => without.test(text) && namedBy(text) !== undefined, {
    message: 'it names no package: a part is missing, such as the group of pkg:maven/group/name',
    abort: true,
  })
  .superRefine((text, { addIssue }) => {
    const message = mistakeInPurl(text);
    if (message !== undefined) addIssue({ code: 'custom', message });
  });

const versions = z.string().refine(isVersionRange, 'versions look like "1.29", "<1.30" or ">=1.28 <1.30"');

const packageVersions = named.superRefine((text, { addIssue }) => {
  try {
    parseRange(text);
  } catch (error) {
    if (!(error instanceof ShoalwatchError)) throw error;
    addIssue({ code: 'custom', message: error.message, continue: false });
  }
});

const deniedPackage = z
  .strictObject({ purl, versions: packageVersions.optional(), ...terms })
  .superRefine(({ purl: named, versions: range }, { addIssue }) => {
    const message = range === undefined ? undefined : mistakeInRange(named, range);
    if (message !== undefined) addIssue({ code: 'custom', message, path: ['versions'] });
  });

/** The lists of components that are allowed. */
export const allow = z.strictObject({
  vmImageOwners: z.array(named).optional(),
  registries: z.array(named).optional(),
});

/** The lists of components that are denied. */
export const deny = z.strictObject({
  vmImages: z.array(vmImage).optional(),
  cves: z.array(z.strictObject({ id: flawId, ...terms })).optional(),
  images: z.array(image).optional(),
  digests: z.array(z.strictObject({ digest, ...terms })).optional(),
  packages: z.array(deniedPackage).optional(),
  kubernetesVersions: z
    .array(z.strictObject({ provider: z.enum(kubernetesServices).optional(), versions, ...terms }))
    .optional(),
  addonVersions: z.array(z.strictObject({ addon: named, versions, ...terms })).optional(),
});
