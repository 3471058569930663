import type { V1PodSecurityContext } from '@kubernetes/client-node';
import type { Evidence, Wire } from '#model';
import { namesOf } from './container-facts.ts';
import type { PodSecurity } from './facts.ts';
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

/** The versions at which the checks runAsNonRoot and runAsUser changed. */
export const rootChanges = [0, 23, 35] as const;

/**
 * What the restricted Pod Security Standard of a minor version (checks runAsNonRoot and runAsUser) has against a
 * workload; undefined when nothing. User 0 counts from 1.23 on even where another level overrides it; from 1.35 on a
 * pod with a user namespace of its own may run as anybody in it.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function rootFault({ at, context, containers }: PodSecurity, minor: number): RootFault | undefined {
  const judged = containers.filter(({ hostUsers }) => hostUsers || minor < 35);
  const faulty = judged.filter((it) => allowsRoot(it, minor));
  const template = judged.find(({ live }) => !live);
  const podAtFault = template !== undefined && podAllowsRoot(context, minor);
  if (faulty.length === 0 && !podAtFault) return undefined;

  const risk = worst((podAtFault ? judged : faulty).map(riskOf));
  const names = namesOf(faulty.filter((it) => riskOf(it) === risk));
  const podEvidence = podAtFault
    ? [{ at: `${at}.securityContext`, actual: context, expected: { runAsNonRoot: true } }]
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

/** How near a container is to root; `unguarded` also where it is guarded. */
function riskOf({ effective }: EffectiveContainer): RootRisk {
  if (effective.runAsUser === 0) return 'root';
  return effective.runAsUser === undefined && effective.runAsNonRoot !== true ? 'unproven' : 'unguarded';
}

function sayingOf(risk: RootRisk, names: string): string {
  if (names === '') return 'The pod level allows root, though its containers do not.';
  const words = {
    root: 'Containers run as root',
    unproven: 'Nothing keeps containers from running as root',
    unguarded: 'Only their user number keeps containers from running as root',
  };
  return `${words[risk]}: ${names}.`;
}

const worst = (risks: readonly RootRisk[]): RootRisk =>
  (['root', 'unproven'] as const).find((risk) => risks.includes(risk)) ?? 'unguarded';

/** Whether nothing keeps a container from running as root. */
export const mayBeRoot = (container: EffectiveContainer): boolean => riskOf(container) !== 'unguarded';
