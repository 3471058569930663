import { namedBy } from '#bills/package';
import { packageWords } from '#engine/risk/denial-words';
import { isRunning } from '#engine/settings';
import type { ComponentLists, DeniedQuestion, DenyTerms, Instant, RiskQuestion } from '#model';

/**
 * What the deny lists ask of the fleet at an instant. Images by registry, tag or pattern and machine images by name are
 * not among them: rules find them.
 */
export function deniedQuestions({ deny }: ComponentLists, at: Instant): readonly DeniedQuestion[] {
  const asked = <E extends DenyTerms>(
    list: keyof ComponentLists['deny'],
    entries: readonly E[] | undefined,
    ask: (entry: E) => { readonly about: string; readonly question: RiskQuestion } | undefined,
  ): readonly DeniedQuestion[] =>
    (entries ?? [])
      .filter((entry) => isRunning(entry, at))
      .flatMap((entry) => {
        const { reason, until } = entry;
        const found = ask(entry);
        return found ? [{ list, ...found, reason, ...(until !== undefined && { until }) }] : [];
      });
  return [
    ...asked('cves', deny.cves, ({ id }) => ({ about: id, question: { about: 'cve', id } })),
    ...asked('packages', deny.packages, ({ purl, versions }) => {
      const named = namedBy(purl);
      const range = versions === undefined ? {} : { range: versions };
      const about = packageWords({ purl, ...(versions !== undefined && { versions }) });
      return named && { about, question: { about: 'package', name: named.name, ecosystem: named.ecosystem, ...range } };
    }),
    ...asked('digests', deny.digests, ({ digest }) => ({ about: digest, question: { about: 'image', digest } })),
    ...asked('vmImages', deny.vmImages, ({ id }) =>
      id === undefined ? undefined : { about: id, question: { about: 'ami', id } },
    ),
    ...asked('kubernetesVersions', deny.kubernetesVersions, ({ provider: service, versions }) => ({
      about: [...(service ? [service.toUpperCase()] : []), 'Kubernetes', versions].join(' '),
      question: { about: 'version', of: 'kubernetes', versions, ...(service && { service }) },
    })),
    ...asked('addonVersions', deny.addonVersions, ({ addon: of, versions }) => ({
      about: `${of} ${versions}`,
      question: { about: 'version', of, versions },
    })),
  ];
}
