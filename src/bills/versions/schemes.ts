import { apk } from './apk.ts';
import { dpkg } from './dpkg.ts';
import { composer, nuget, python, ruby, semantic } from './libraries.ts';
import { maven } from './maven.ts';
import { rpm } from './rpm.ts';
import type { Scheme } from './scheme.ts';

/** How two versions of an ecosystem stand: below zero, zero, above zero; undefined where one of them is no version. */
export type Compare = (version: string, limit: string) => number | undefined;

/** The ecosystems whose versions can be compared, by the type of their package URLs. All others are unknown. */
export const schemes: Readonly<Record<string, Compare>> = {
  apk: comparing(apk),
  cargo: comparing(semantic),
  composer: comparing(composer),
  deb: comparing(dpkg),
  gem: comparing(ruby),
  golang: comparing(semantic),
  hex: comparing(semantic),
  maven: comparing(maven),
  npm: comparing(semantic),
  nuget: comparing(nuget),
  pypi: comparing(python),
  rpm: comparing(rpm),
  swift: comparing(semantic),
};

function comparing<T>({ parse, compare, against = (version) => version }: Scheme<T>): Compare {
  return (version, limit) => {
    const one = parse(version);
    const other = parse(limit);
    return one === undefined || other === undefined ? undefined : compare(against(one, other), other);
  };
}
