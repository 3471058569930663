interface Containers {
  readonly containers?: readonly Named[] | null;
  readonly initContainers?: readonly Named[] | null;
  readonly ephemeralContainers?: readonly Named[] | null;
}

interface Named {
  readonly image?: string;
}

/** The images that a pod specification names, each once: what policy can exempt. */
export function imagesOf(spec: Containers | undefined): readonly string[] {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
  return [...new Set(all.flatMap(({ image }) => image ?? []))];
}
