import type { Control } from './framework.ts';
import type { Severity } from './verdict.ts';

/** A rule that a policy brings along: a CEL expression over the stored configuration of one type, or of one family. */
export interface CustomRule {
  /** Begins with `custom-`. */
  readonly id: string;
  /** The name of a resource type, or of a family of types. */
  readonly on: string;
  readonly severity: Severity;
  /** The good condition, as a sentence. */
  readonly title: string;
  /** The CEL expression that is true of a good resource. */
  readonly passWhen: string;
  /** What a finding says. */
  readonly message?: string | undefined;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
}

/** The control that every custom rule serves. */
export const customControl: Control = {
  id: 'custom',
  category: 'custom',
  title: 'What your own policy asks of a configuration',
};

/** Names that stand for several types which hold the same kind of thing. */
export const families: Readonly<Record<string, readonly string[]>> = {
  'k8s.workload': [
    'k8s.pod',
    'k8s.deployment',
    'k8s.replica-set',
    'k8s.stateful-set',
    'k8s.daemon-set',
    'k8s.job',
    'k8s.cron-job',
    'k8s.replication-controller',
  ],
};
