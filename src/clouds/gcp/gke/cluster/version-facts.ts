/** The minor of a GKE version such as `1.32.2-gke.1182003`; undefined for anything else. */
export function minorOf(version: string | null | undefined): number | undefined {
  const [, minor] = /^1\.(\d{1,3})(?:\.|$)/.exec(version ?? '') ?? [];
  return minor === undefined ? undefined : Number(minor);
}
