import type { Impact } from './action.ts';
import type { Severity } from './verdict.ts';

/** People, named in one way or several. An empty list means nobody. */
export interface People {
  /** Slack's user ids. */
  readonly slackUsers?: readonly string[];
  /** Slack's user-group ids. */
  readonly slackGroups?: readonly string[];
  readonly emails?: readonly string[];
  /** IAM principals as ARNs (of a role: without the session), for those who act by the command line. */
  readonly principals?: readonly string[];
}

/** Who may approve and refuse plans of which impact, and in which targets. */
export interface Approvers extends People {
  /** `none` alone unless more are named. */
  readonly impacts?: readonly Impact[];
  /** Patterns of target ids in which `*` stands for any text; every target unless named. */
  readonly targets?: readonly string[];
}

/** Who may accept a risk, and for how long. */
export interface RiskOwners extends People {
  /** Days, by severity; a severity that is not named cannot be accepted. */
  readonly maxDays?: Readonly<Partial<Record<Severity, number>>>;
}

/** The names of one human: in Slack, by e-mail, and as IAM users or sessions. */
export interface Identity {
  readonly slackUsers?: readonly string[];
  readonly emails?: readonly string[];
  readonly principals?: readonly string[];
}

/** Who may do what. Whoever is not named may look. */
export interface Access {
  /** May snooze, assign and propose. */
  readonly responders?: People;
  readonly approvers?: readonly Approvers[];
  readonly riskOwners?: readonly RiskOwners[];
  /** Names of one human each, by which it is known who is who: this gives nobody a role. */
  readonly identities?: readonly Identity[];
}
