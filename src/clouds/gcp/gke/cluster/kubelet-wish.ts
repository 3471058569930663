import type { protos } from '@google-cloud/container';
import type { Wire } from '#model';

type Kubelet = Wire<protos.google.container.v1.INodeKubeletConfig>;

/** What kubelets are told once a part of it has changed. The API leaves an empty list out. */
export function toldKubelet(stands: Kubelet | null | undefined, wish: Kubelet | null | undefined): Kubelet {
  const { allowedUnsafeSysctls, ...rest } = { ...stands, ...wish };
  return allowedUnsafeSysctls?.length ? { ...rest, allowedUnsafeSysctls } : rest;
}

/**
 * What gives back what kubelets were told. Who said nothing of the read-only port had it as the first version of the
 * cluster had it: a change of it was one to the opposite.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port
 */
export function formerKubelet(stood: Kubelet | null | undefined, wish: Kubelet | null | undefined): Kubelet {
  const { insecureKubeletReadonlyPortEnabled: isOpened, allowedUnsafeSysctls } = wish ?? {};
  return {
    ...(typeof isOpened === 'boolean' && { insecureKubeletReadonlyPortEnabled: !isOpened }),
    ...(allowedUnsafeSysctls && { allowedUnsafeSysctls: [] }),
    ...stood,
  };
}
