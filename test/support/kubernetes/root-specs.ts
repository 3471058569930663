import { apiWith } from './objects.ts';
import { podWith, replicaSetWith, type Spec } from './workloads.ts';

export const guarded: Spec = { securityContext: { runAsNonRoot: true }, containers: [{ name: 'web' }] };
export const bare: Spec = { containers: [{ name: 'web' }] };
export const beside = [apiWith()];
export const api = (minor: string) => [apiWith({ version: { major: '1', minor, gitVersion: `v1.${minor}` } })];
export const zero: Spec = { ...guarded, containers: [{ name: 'web', securityContext: { runAsUser: 0 } }] };
export const ownUsers: Spec = { ...bare, hostUsers: false };

export const root = 'Containers run as root: web.';
export const unproven = 'Nothing keeps containers from running as root: web.';
export const unguarded = 'Only their user number keeps containers from running as root: web.';
export const podLevel = 'The pod level allows root, though its containers do not.';
export const ofPod = 'the specification of a pod cannot be changed: make it again';
export const ofJob = 'the template of a job cannot be changed: make it again';
export const added = 'live pods have containers that the template lacks: change what adds them';

export const sidecar = (...names: string[]): Spec => ({
  securityContext: { runAsNonRoot: true },
  containers: [{ name: 'web' }, ...names.map((name) => ({ name, securityContext: { runAsUser: 0 } }))],
});
export const living = { uid: 'u1' };
export const liveSet = replicaSetWith(guarded, { owner: 'Deployment/web' });
export const livePod = (spec: Spec, phase?: string) =>
  podWith('web-1-x', spec, { owner: 'ReplicaSet/web-1', ...(phase && { phase }) });
