import { namesOf } from './container-facts.ts';
import type { PodSecurity } from './facts.ts';
import { mayBeRoot } from './root-facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/**
 * The capabilities that the baseline lets containers add, the same in every version.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const baselineCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
] as const;

/** The capabilities with which a container takes over its node. */
export const criticalCapabilities = [
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'DAC_READ_SEARCH',
  'BPF',
  'SYS_BOOT',
  'SYSLOG',
] as const;

/** A container that may add capabilities. */
export type Adding = Pick<EffectiveContainer, 'own'>;

/** The capabilities that a container adds to those of the runtime. */
export const addedBy = ({ own }: Adding): readonly string[] => own.capabilities?.add ?? [];

/** The capabilities that a container gives up. */
const droppedBy = ({ own }: Adding): readonly string[] => own.capabilities?.drop ?? [];

/** A capability as the kernel names it without `CAP_`: the runtime takes any case, with or without the prefix. */
const capabilityOf = (text: string): string => text.toUpperCase().replace(/^CAP_/, '');

/** What containers add beyond some capabilities, compared as they are written: the standard knows one spelling. */
export function addedBeyond({ containers }: PodSecurity, allowed: readonly string[]) {
  const beyond = (one: Adding) => addedBy(one).filter((name) => !allowed.includes(name));
  const bad = containers.filter((one) => beyond(one).length > 0);
  return { containers: bad, words: namesOf(bad, beyond), kernel: bad.flatMap(beyond).map(capabilityOf) };
}

/** The grade of added capabilities: one is critical, or all are allowed and only written in another way. */
export function gradeOfAdded(
  kernel: readonly string[],
  allowed: readonly string[],
  critical: readonly string[],
): 'critical' | 'low' | undefined {
  if (kernel.some((name) => critical.includes(name))) return 'critical';
  return kernel.every((name) => allowed.includes(name)) ? 'low' : undefined;
}

/** Whether a container that may be root keeps every capability that the runtime gives it. */
export const keepsAllAsRoot = (container: EffectiveContainer): boolean =>
  droppedBy(container).length === 0 && mayBeRoot(container);

/** Whether a container gives up some capabilities and keeps NET_RAW, which it does not ask for. */
export function keepsNetRaw(container: Adding): boolean {
  const dropped = droppedBy(container).map(capabilityOf);
  const added = addedBy(container).map(capabilityOf);
  const isNetRaw = (name: string) => name === 'ALL' || name === 'NET_RAW';
  return dropped.length > 0 && !dropped.some(isNetRaw) && !added.some(isNetRaw);
}

/** What a container gives up besides. */
export const dropNetRaw = (container: Adding): readonly string[] => [...droppedBy(container), 'NET_RAW'];

/** Whether the API refuses to forbid a container privilege escalation: it is privileged or administers the system. */
export const isEscalated = (container: Adding): boolean =>
  container.own.privileged === true || addedBy(container).some((one) => capabilityOf(one) === 'SYS_ADMIN');

/** What the restricted standard lets a container keep of what it adds, besides what the baseline forbids anyway. */
export const keptByRestricted = (container: Adding): readonly string[] =>
  addedBy(container).filter((one) => one === 'NET_BIND_SERVICE' || !baseline.has(one));

/** What a container has beyond the restricted standard: what it does not drop, and what it adds of the baseline. */
export const surplusOf = (container: Adding): readonly string[] => [
  ...(droppedBy(container).includes('ALL') ? [] : ['ALL is not dropped']),
  ...addedBy(container)
    .filter((one) => !keptByRestricted(container).includes(one))
    .map((one) => `adds ${one}`),
];

/** The containers that have more than the restricted standard lets them. */
export const surplusIn = ({ containers }: PodSecurity): readonly EffectiveContainer[] =>
  containers.filter((one) => surplusOf(one).length > 0);

const baseline: ReadonlySet<string> = new Set(baselineCapabilities);
