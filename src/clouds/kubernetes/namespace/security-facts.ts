import type { Unknown } from '#model';
import { isUnread } from '#rule';
import type { namespace } from './resource.ts';

/** The levels of the Pod Security Standards, from the widest. */
export const securityLevels = ['privileged', 'baseline', 'restricted'] as const;

type Level = (typeof securityLevels)[number];
type Labels = Readonly<Record<string, string>>;

/** What the labels of a namespace ask of Pod Security Admission. */
export interface SecurityLabels {
  /** The labels by their names without the prefix. */
  readonly set: Labels;
  /** What is enforced: undefined without a label. A label that names no level is enforced as restricted. */
  readonly level: Level | undefined;
  /** The minor version that is enforced; undefined for the latest, which one that is none also means. */
  readonly minor: number | undefined;
  /** Nothing is refused. */
  readonly open: boolean;
}

/** One thing that is wrong with the labels, in words, and the labels that put it right. */
export interface LabelFault {
  readonly says: string;
  readonly cure: Labels;
}

const prefix = 'pod-security.kubernetes.io/';
const levelNames = ['enforce', 'warn', 'audit'] as const;
const versionNames = ['enforce-version', 'warn-version', 'audit-version'] as const;
const versionForm = /^v1\.(0|[1-9]\d*)$/;

/**
 * Reads the labels as admission does.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function securityLabels(labels: Labels = {}): SecurityLabels {
  const set = Object.fromEntries(
    [...levelNames, ...versionNames].flatMap((name) => {
      const value = labels[`${prefix}${name}`];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const { enforce, 'enforce-version': version = '' } = set;
  const minor = versionForm.exec(version)?.[1];
  const level = enforce === undefined ? undefined : (levelOf(enforce) ?? 'restricted');
  return {
    set,
    level,
    minor: minor === undefined ? undefined : Number(minor),
    open: level === undefined || level === 'privileged',
  };
}

/** What is wrong with the labels of a namespace; how far its version lags is left out where the cluster's was not read. */
export function faultsOf(
  labels: SecurityLabels,
  minor: number | Unknown,
  { requiredLevel, maxVersionLag }: { readonly requiredLevel: Level; readonly maxVersionLag: number },
): readonly LabelFault[] {
  const { set, level } = labels;
  const least = requiredLevel === 'privileged' ? 'baseline' : requiredLevel;
  const target = level === undefined || isBelow(level, least) ? least : level;
  const raised = levelNames.filter(
    (name) => set[name] === undefined || isBelow(levelOf(set[name]) ?? 'privileged', target),
  );
  const cure = labelled(raised, target);
  const lag = isUnread(minor) || labels.minor === undefined ? 0 : minor - labels.minor;
  const own = `The label ${prefix}enforce`;
  return [
    ...(level === undefined ? [{ says: `The namespace has no label ${prefix}enforce, ${taken}.`, cure }] : []),
    ...(level === 'privileged' ? [{ says: `${own} is privileged, which refuses no pod.`, cure }] : []),
    ...(level === 'baseline' && least === 'restricted'
      ? [{ says: `${own} is baseline, below restricted.`, cure }]
      : []),
    ...levelNames.flatMap((name) =>
      invalid(set, name, levelOf(set[name] ?? 'baseline') !== undefined, 'level', target),
    ),
    ...versionNames.flatMap((name) => invalid(set, name, isVersion(set[name] ?? 'latest'), 'version', 'latest')),
    ...(lag > maxVersionLag
      ? [
          {
            says: `${own}-version is ${set['enforce-version'] ?? ''}, ${lag} versions behind the control plane.`,
            cure: labelled(['enforce-version'], 'latest'),
          },
        ]
      : []),
  ];
}

/** The labels that put all of it right. */
export const curesOf = ({ metadata }: typeof namespace.config, ...asked: LastOf<Parameters<typeof faultsOf>>): Labels =>
  Object.fromEntries(faultsOf(securityLabels(metadata?.labels), ...asked).flatMap(({ cure }) => Object.entries(cure)));

type LastOf<P> = P extends readonly [unknown, ...infer L] ? L : never;

const taken = 'and the default of the cluster is taken to be privileged';

const levelOf = (value: string): Level | undefined => securityLevels.find((level) => level === value);

const isBelow = (level: Level, other: Level): boolean => securityLevels.indexOf(level) < securityLevels.indexOf(other);

const isVersion = (value: string): boolean => value === 'latest' || versionForm.test(value);

const labelled = (names: readonly string[], value: string): Labels =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, value]));

const invalid = (set: Labels, name: string, isValid: boolean, noun: string, value: string): readonly LabelFault[] =>
  isValid
    ? []
    : [
        {
          says: `The label ${prefix}${name} is ${set[name] ?? ''}, which is no ${noun}.`,
          cure: labelled([name], value),
        },
      ];
