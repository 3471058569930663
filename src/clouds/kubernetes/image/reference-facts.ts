/** The parts of an image's name. */
export interface ImageReference {
  /** `docker.io` where the name has none. */
  readonly host: string;
  /** The repository on the host, such as `library/nginx`. */
  readonly path: string;
  readonly tag: string | undefined;
  /** Such as `sha256:...`: it decides, and a tag beside it is a comment. */
  readonly digest: string | undefined;
  /** The name as it was written, without tag and digest. */
  readonly written: string;
}

const digestForm = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const hostForm =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const stepForm = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;

/**
 * Takes the name of an image apart, as container runtimes do; undefined when it is none.
 * Source: https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export function parseReference(text: string): ImageReference | undefined {
  const trimmed = text.trim();
  const [named = '', digest, ...rest] = trimmed.split('@');
  if (rest.length > 0 || (digest !== undefined && !digestForm.test(digest))) return undefined;
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const written = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !tagForm.test(tag)) return undefined;
  const { host, path } = placeOf(written);
  const isName = hostForm.test(host) && path.split('/').every((step) => stepForm.test(step));
  return isName && !/^[0-9a-f]{64}$/.test(written) ? { host, path, tag, digest, written } : undefined;
}

/** The first part is a host only when it looks like one. */
export function placeOf(written: string): { readonly host: string; readonly path: string } {
  const end = written.indexOf('/');
  const first = written.slice(0, Math.max(end, 0));
  const named = first === 'localhost' || /[.:A-Z]/.test(first);
  const host = named ? first : 'docker.io';
  const path = named ? written.slice(end + 1) : written;
  if (!['docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(host)) return { host, path };
  return { host: 'docker.io', path: path.includes('/') ? path : `library/${path}` };
}
