import { parseReference } from '../image/reference-facts.ts';
import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A container that runs the ingress controller of the Kubernetes community. */
export interface IngressNginx {
  readonly container: EffectiveContainer;
  readonly image: string;
  /** Undefined where the image is named by a digest alone, or by a tag that is no version. */
  readonly version: Version | undefined;
  /** Microsoft builds and patches the image. */
  readonly isOfMicrosoft: boolean;
}

/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** Images of the controller by the ends of their paths, today's and that of the versions before 1.0. */
const paths =
  /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|kubernetes-ingress-controller\/nginx-ingress-controller)$/;
const ofMicrosoft = /^oss\/(?:v2\/)?kubernetes\/ingress\/nginx-ingress-controller$/;

/**
 * The containers of a pod that run ingress-nginx. The controller of F5, `nginx/nginx-ingress`, is another project.
 * Source: https://kubernetes.github.io/ingress-nginx/deploy/
 */
export const ingressNginxIn = ({ containers }: PodSecurity): readonly IngressNginx[] =>
  containers.flatMap((container) => {
    const image = container.config.image ?? '';
    const reference = parseReference(image);
    if (!reference) return [];
    const { host, path, tag = '' } = reference;
    const isOfMicrosoft = host === 'mcr.microsoft.com' && ofMicrosoft.test(path);
    return isOfMicrosoft || paths.test(path) ? [{ container, image, version: versionOf(tag), isOfMicrosoft }] : [];
  });

/**
 * The containers that run ingress-nginx from an image of another name, as its program or its own name in the arguments
 * tells: a copy, or a build of somebody who may mend it.
 * Source: https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments/
 */
export const otherBuildsIn = (pod: PodSecurity): readonly EffectiveContainer[] => {
  const known = ingressNginxIn(pod).map(({ container }) => container);
  return pod.containers.filter(
    (it) =>
      !known.includes(it) && [...(it.config.command ?? []), ...(it.config.args ?? [])].some((word) => own.test(word)),
  );
};

const own = /^(?:\/nginx-ingress-controller|--controller-class=k8s\.io\/ingress-nginx)$/;

/** Reads `v1.12.1` and `1.12.1`, whatever follows. */
export function versionOf(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)(?![\d.])/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/**
 * Whether a version has flaws that a later one mends: it is older than the first mended one of its minor version, or of a
 * minor version that is older than all mended ones.
 */
export function isFlawed([major, minor, patch]: Version, mended: readonly string[]): boolean {
  const known = mended.flatMap((text) => {
    const version = versionOf(text);
    return version ? [version] : [];
  });
  const own = known.find((one) => one[0] === major && one[1] === minor);
  if (own) return patch < own[2];
  return known.some((one) => one[0] > major || (one[0] === major && one[1] > minor));
}
