import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';
import { settersOf, type Setters, type SharedContext } from './container-facts.ts';

/** Annotations that a check forbids, by their names. */
export interface BadAnnotations {
  readonly names: readonly string[];
  /** `<name> (<value>)` of each. */
  readonly words: readonly string[];
  readonly evidence: readonly Evidence[];
}

const profiles: readonly string[] = ['RuntimeDefault', 'Localhost'];

/** What is wrong with a profile: a type other than these two, or none. */
const typeFlaw = (profile: { readonly type?: string } | undefined): string | undefined =>
  !profile || profiles.includes(profile.type ?? '') ? undefined : (profile.type ?? 'no type');

/** Who sets an AppArmor profile that turns it off or that nobody knows. */
export const appArmorSetters = (pod: PodSecurity): Setters =>
  settersOf(pod, ({ appArmorProfile }) => typeFlaw(appArmorProfile), { appArmorProfile: { type: 'RuntimeDefault' } });

/** Who sets a seccomp profile that turns it off or that nobody knows, from 1.19 on. */
export const seccompSetters = (pod: PodSecurity): Setters =>
  settersOf(pod, ({ seccompProfile }) => typeFlaw(seccompProfile), { seccompProfile: { type: 'RuntimeDefault' } });

/** Who runs Windows containers as processes of the host. */
export const hostProcessSetters = (pod: PodSecurity): Setters =>
  settersOf(pod, ({ windowsOptions }) => (windowsOptions?.hostProcess === true ? 'hostProcess' : undefined), {
    windowsOptions: { hostProcess: false },
  });

/** Who sets SELinux options that the baseline of a minor version does not know. */
export const seLinuxSetters = (pod: PodSecurity, minor: number): Setters =>
  settersOf(pod, (context) => seLinuxFlaw(context, minor), { seLinuxOptions: {} });

function seLinuxFlaw({ seLinuxOptions }: SharedContext, minor: number): string | undefined {
  const { type = '', user = '', role = '' } = seLinuxOptions ?? {};
  const known = [
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    ...(minor >= 31 ? ['container_engine_t'] : []),
  ];
  const flaws = [
    ...(known.includes(type) ? [] : [`type ${type}`]),
    ...(user === '' ? [] : [`user ${user}`]),
    ...(role === '' ? [] : [`role ${role}`]),
  ];
  return flaws.length === 0 ? undefined : flaws.join(', ');
}

/** The AppArmor annotations of containers that turn it off or name what nobody knows. The field exists since 1.30. */
export const appArmorAnnotations = ({ annotations }: PodSecurity): BadAnnotations =>
  badOf(annotations, (name, value) => {
    if (!name.startsWith('container.apparmor.security.beta.kubernetes.io/')) return false;
    return value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/');
  });

/** The seccomp annotations that turn it off or name what nobody knows; they count before 1.19, when the field came. */
export function seccompAnnotations({ annotations, containers }: PodSecurity): BadAnnotations {
  const counted = new Set([
    'seccomp.security.alpha.kubernetes.io/pod',
    ...containers.map(({ name }) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
  ]);
  const known = ['runtime/default', 'docker/default'];
  return badOf(annotations, (name, value) => {
    return counted.has(name) && !known.includes(value) && !value.startsWith('localhost/');
  });
}

function badOf(
  { at, values }: PodSecurity['annotations'],
  isBad: (name: string, value: string) => boolean,
): BadAnnotations {
  const bad = Object.entries(values)
    .filter(([name, value]) => isBad(name, value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    names: bad.map(([name]) => name),
    words: bad.map(([name, value]) => `${name} (${value})`),
    evidence: bad.length > 0 ? [{ at, actual: Object.fromEntries(bad) }] : [],
  };
}
