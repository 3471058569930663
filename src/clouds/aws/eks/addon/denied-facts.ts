import { isInVersions } from '#lib/version-range';
import { unknown, type Unknown } from '#rule';

/** The ranges that an entry of the deny list, such as `vpc-cni <1.18`, denies of an add-on: one, or none. */
export function deniedRanges(entry: string, name: string): readonly string[] {
  return entry.startsWith(`${name} `) ? [entry.slice(name.length + 1)] : [];
}

/** Whether a version is in a range that is denied; what follows its numbers (`-eksbuild.2`) does not count. */
export const isDeniedVersion = (version: string, range: string): boolean | Unknown =>
  isInVersions(version, range) ?? unknown('malformed', `The version ${version} cannot be compared with ${range}.`);
