import type { ResourceRef } from '#model';

/** The page of the provider's console that shows an object; undefined where its address leads to none. */
export function consoleUrl({ id }: Pick<ResourceRef, 'id'>): string | undefined {
  return azure(id) ?? gke(id) ?? eks(id) ?? aws(id);
}

/** https://docs.aws.amazon.com/eks/latest/userguide/view-kubernetes-resources.html */
function eks(id: string): string | undefined {
  const [, region, name] = /^arn:aws:eks:([a-z0-9-]+):\d{12}:cluster\/([A-Za-z0-9_-]+)$/.exec(id) ?? [];
  if (region === undefined || name === undefined) return undefined;
  return `https://${region}.console.aws.amazon.com/eks/clusters/${name}?region=${region}`;
}

/** The console finds what an ARN names; only whole ones are tried. */
function aws(id: string): string | undefined {
  const isWhole = /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[\x21-\x7e]+$/.test(id);
  return isWhole ? `https://console.aws.amazon.com/go/view?arn=${encodeURIComponent(id)}` : undefined;
}

const azure = (id: string): string | undefined =>
  /^\/subscriptions\/[0-9a-f-]{36}\/[\x21-\x7e]+$/.test(id)
    ? `https://portal.azure.com/#resource${encodeURI(id)}`
    : undefined;

function gke(id: string): string | undefined {
  const [, project, place, name] =
    /^\/\/container\.googleapis\.com\/projects\/([^/]+)\/(?:locations|zones)\/([^/]+)\/clusters\/([^/]+)/.exec(id) ??
    [];
  if (project === undefined || place === undefined || name === undefined) return undefined;
  const [at, cluster, of] = [place, name, project].map(encodeURIComponent);
  return `https://console.cloud.google.com/kubernetes/clusters/details/${at}/${cluster}?project=${of}`;
}
