import type { V1PodSecurityContext } from '@kubernetes/client-node';
import type { Evidence, Unknown, Wire } from '#model';
import { isUnread } from '#rule';
import { newestPodSecurity, type PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** How near a workload is to root: a container runs as user 0, nothing proves another user, or only a guard lacks. */
export type RootRisk = 'root' | 'unproven' | 'unguarded';

/** Why the Pod Security Standards do not count a workload as non-root. */
export interface RootFault {
  readonly risk: RootRisk;
  /** What is wrong, with the names of the containers of that risk. */
  readonly says: string;
  readonly evidence: readonly Evidence[];
}

/** The fault by a version, or by every version when it was not read: unknown where they differ. */
export function rootFaultAt(security: PodSecurity, minor: number | Unknown): RootFault | Unknown | undefined {
  if (!isUnread(minor)) return rootFault(security, minor);
  const oldest = rootFault(security, 0);
  const newest = rootFault(security, newestPodSecurity);
  return (oldest === undefined) === (newest === undefined) ? oldest : minor;
}

/**
 * What the restricted Pod Security Standard of a minor version (checks runAsNonRoot and runAsUser) has against a
 * workload; undefined when nothing. User 0 counts from 1.23 on even where another level overrides it; from 1.35 on a
 * pod with a user namespace of its own may run as anybody in it.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function rootFault({ at, containers }: PodSecurity, minor: number): RootFault | undefined {
  const judged = containers.filter(({ hostUsers }) => hostUsers || minor < 35);
  const faulty = judged.filter((it) => allowsRoot(it, minor));
  const template = judged.find(({ live }) => !live);
  const podAtFault = template !== undefined && podAllowsRoot(template.pod, minor);
  if (faulty.length === 0 && !podAtFault) return undefined;

  const risk = worst((podAtFault ? judged : faulty).map(riskOf));
  const names = faulty
    .filter((it) => riskOf(it) === risk)
    .map(({ name, live }) => (live ? `${name} (live pod)` : name));
  const podEvidence = podAtFault
    ? [{ at: `${at}.securityContext`, actual: template.pod, expected: { runAsNonRoot: true } }]
    : [];
  const ownEvidence = faulty.map((it) => ({
    at: it.at,
    actual: { name: it.name, securityContext: it.own },
    expected: { runAsNonRoot: true },
  }));
  return { risk, says: sayingOf(risk, names), evidence: [...podEvidence, ...ownEvidence] };
}

function allowsRoot({ own, pod, effective }: EffectiveContainer, minor: number): boolean {
  if (minor >= 23 && effective.runAsUser === 0) return true;
  return !(own.runAsNonRoot ?? pod.runAsNonRoot ?? false);
}

const podAllowsRoot = (pod: Wire<V1PodSecurityContext>, minor: number): boolean =>
  pod.runAsNonRoot === false || (minor >= 23 && pod.runAsUser === 0);

function riskOf({ effective }: EffectiveContainer): RootRisk {
  if (effective.runAsUser === 0) return 'root';
  return effective.runAsUser === undefined && effective.runAsNonRoot !== true ? 'unproven' : 'unguarded';
}

function sayingOf(risk: RootRisk, names: readonly string[]): string {
  if (names.length === 0) return 'The pod level allows root, though its containers do not.';
  const words = {
    root: 'Containers run as root',
    unproven: 'Nothing keeps containers from running as root',
    unguarded: 'Only their user number keeps containers from running as root',
  };
  return `${words[risk]}: ${names.join(', ')}.`;
}

const worst = (risks: readonly RootRisk[]): RootRisk =>
  (['root', 'unproven'] as const).find((risk) => risks.includes(risk)) ?? 'unguarded';
