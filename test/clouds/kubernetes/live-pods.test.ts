import { describe, expect, test } from 'vitest';
import { job } from '#clouds/kubernetes/job/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { replicaSet } from '#clouds/kubernetes/replica-set/resource';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import type { Resource } from '#model';
import { answerOf } from '../../support/aws/fact.ts';
import { livePod, liveSet, living } from '../../support/kubernetes/root-specs.ts';
import {
  daemonSetWith,
  deploymentWith,
  podWith,
  replicaSetWith,
  type Spec,
} from '../../support/kubernetes/workloads.ts';

/** The containers that are judged, each with whether it is of a live pod. */
function judged(on: ReturnType<typeof deploymentWith | typeof daemonSetWith>, ...beside: Resource[]) {
  const security = answerOf(podSecurity, on, beside);
  if (!('containers' in security)) return [security.verdict];
  return security.containers.map(
    ({ name, live, at }) => `${name}${live ? ` of ${at.replace(/.*\/([^/#]+)#.*/, '$1')}` : ''}`,
  );
}

const good: Spec = { securityContext: { runAsNonRoot: true }, containers: [{ name: 'web' }] };
const of = (web: NonNullable<Spec['containers']>[number], more: Spec = {}): Spec => ({
  ...good,
  ...more,
  containers: [{ ...web, name: 'web' }],
});
const root = of({ securityContext: { privileged: true, runAsUser: 0 } });
const templated = deploymentWith(good, living);

describe('containers of live pods', () => {
  test('one that runs as the template says is not judged again', () => {
    expect(judged(templated, liveSet, livePod(good))).toEqual(['web']);
  });

  test.each<[string, Spec]>([
    ['its own security', root],
    ['the security of its pod', of({}, { securityContext: { runAsUser: 0 } })],
    ['the users of its node', of({}, { hostUsers: false })],
    ['ports of its node', of({ ports: [{ containerPort: 80, hostPort: 80 }] })],
    ['the host that a probe asks', of({ livenessProbe: { httpGet: { port: 80, host: '169.254.169.254' } } })],
    ['the host that a hook asks', of({ lifecycle: { preStop: { tcpSocket: { port: 80, host: 'localhost' } } } })],
  ])('one that overrides %s is judged too', (_, spec) => {
    expect(judged(templated, liveSet, livePod(spec))).toEqual(['web', 'web of web-1-x']);
  });

  test.each<[string, Spec]>([
    ['another image', of({ image: 'mirror/web' })],
    ['more variables', of({ env: [{ name: 'A' }] })],
    ['a port of its own', of({ ports: [{ containerPort: 80 }] })],
    ['a probe of the pod itself', of({ livenessProbe: { httpGet: { port: 80 } } })],
    ['fields that spell out nothing', of({ securityContext: {} })],
  ])('%s is no other security', (_, spec) => {
    expect(judged(templated, liveSet, livePod(spec))).toEqual(['web']);
  });

  test('on the network of the host the API gives a pod the ports of its containers', () => {
    const host = of({ ports: [{ containerPort: 80 }] }, { hostNetwork: true });
    const given = of({ ports: [{ containerPort: 80, hostPort: 80 }] }, { hostNetwork: true });
    const more = of({ ports: [{ containerPort: 80, hostPort: 81 }] }, { hostNetwork: true });
    const set = replicaSetWith(host, { owner: 'Deployment/web' });
    expect(judged(deploymentWith(host, living), set, livePod(given))).toEqual(['web']);
    expect(judged(deploymentWith(host, living), set, livePod(more))).toEqual(['web', 'web of web-1-x']);
  });

  test('of several that are alike the first stands for all, and each other one is judged', () => {
    const owner = { owner: 'ReplicaSet/web-1' };
    const pods = [
      podWith('a', root, owner),
      podWith('b', root, owner),
      podWith('c', of({}, { hostUsers: false }), owner),
    ];
    expect(judged(templated, liveSet, ...pods)).toEqual(['web', 'web of a', 'web of c']);
  });

  test('one that has ended runs nothing, unless only a manifest says so', () => {
    const ended = { owner: 'ReplicaSet/web-1', phase: 'Succeeded' };
    expect(judged(templated, liveSet, podWith('web-1-x', root, ended))).toEqual(['web']);
    const written = podWith('web-1-x', root, { ...ended, isManifest: true });
    expect(judged(templated, liveSet, written)).toEqual(['web', 'web of web-1-x']);
  });

  test('those of an earlier revision follow its template, unless the rollout is paused', () => {
    const earlier = replicaSetWith(root, { owner: 'Deployment/web' });
    expect(judged(templated, earlier, livePod(root))).toEqual(['web']);
    const paused = { ...templated, config: { ...templated.config, spec: { ...templated.config.spec!, paused: true } } };
    expect(judged(paused, earlier, livePod(root))).toEqual(['web', 'web of web-1-x']);
  });

  test('one as the workload itself says is told, whatever an earlier revision says', () => {
    expect(judged(templated, replicaSetWith(root, { owner: 'Deployment/web' }), livePod(good))).toEqual(['web']);
  });

  test('those of other controllers are compared with the template of theirs', () => {
    const made = podWith('agent-x', root, { owner: 'DaemonSet/agent' });
    expect(judged(daemonSetWith(good, living), made)).toEqual(['web', 'web of agent-x']);
  });
});

describe('where a pod is judged', () => {
  const owned = (spec: Spec, uid?: string) => {
    const { config } = livePod(spec);
    const references = config.metadata?.ownerReferences?.map((it) => ({ ...it, uid: uid ?? '' }));
    return { ...config, metadata: { ...config.metadata, ownerReferences: references ?? [] } };
  };
  const set = (spec: Spec, uid?: string) => replicaSetWith(spec, { ...(uid !== undefined && { uid }) }).config;
  const mounting: Spec = { ...good, volumes: [{ name: 'v', hostPath: { path: '/' } }] };
  const sysctl = { name: 'net.ipv4.ip_forward', value: '1' };

  test.each<[string, Spec, Spec, string | undefined, boolean]>([
    ['at its controller', good, good, 'u', true],
    ['itself, where the controller is another of the same name', good, good, 'other', false],
    ['itself, where the controller is a manifest that was never in a cluster', good, good, undefined, false],
    ['itself, where it takes the processes of its node', { ...good, hostPID: true }, good, 'u', false],
    ['itself, where it takes the memory of its node', { ...good, hostIPC: true }, good, 'u', false],
    ['itself, where it takes the network of its node', { ...good, hostNetwork: true }, good, 'u', false],
    [
      'at its controller, where that gives it the network',
      { ...good, hostNetwork: true },
      { ...good, hostNetwork: true },
      'u',
      true,
    ],
    ['at its controller, where it takes less', good, { ...good, hostPID: true }, 'u', true],
    ['at its controller, where a webhook adds a volume', mounting, good, 'u', true],
    ['itself, where it sets the kernel', { ...good, securityContext: { sysctls: [sysctl] } }, good, 'u', false],
    ['itself, where it is of another system', good, { ...good, os: { name: 'windows' } }, 'u', false],
  ])('%s', (_, spec, template, uid, expected) => {
    expect(pod.isOwner?.(owned(spec, 'u'), set(template, uid))).toBe(expected);
  });

  test('a reference without a uid means whatever has the name', () => {
    expect(pod.isOwner?.(owned(good), set(good, 'any'))).toBe(true);
  });

  test.each([replicaSet, job])('%s: the uid decides', ({ isOwner }) => {
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true, uid: 'u' };
    const made = { metadata: { ownerReferences: [reference] } };
    expect([isOwner?.(made, { metadata: { uid: 'u' } }), isOwner?.(made, { metadata: { uid: 'v' } })]).toEqual([
      true,
      false,
    ]);
  });
});
