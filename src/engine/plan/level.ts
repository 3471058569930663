import { plural } from '#lib/text';
import { levels, type Impact, type Level, type LevelSetting, type RemediationPolicy, type SaidLevel } from '#model';

/** What a level is worked out from. */
export interface LevelQuestion {
  readonly policy: RemediationPolicy | undefined;
  /** Whether the deployment has a role that may change anything. */
  readonly enabled: boolean;
  readonly rule: string;
  readonly environment: string | undefined;
  readonly impact: Impact;
  readonly reversible: boolean;
  /** Fixes of the rule in the environment that were rolled back lately. */
  readonly setbacks: number;
}

/**
 * How far a fix may go by itself: the first setting that holds, then `autoFor`, then the level of all, lowered by each
 * rollback, and never beyond what impact and deployment allow.
 */
export function levelOf(question: LevelQuestion): SaidLevel {
  return within(question, lowered(question, named(question)));
}

function named({ policy = {}, rule, environment }: LevelQuestion): SaidLevel {
  const at = (policy.levels ?? []).findIndex((it) => holds(it, rule, environment));
  const setting = policy.levels?.[at];
  if (setting) return { level: setting.level, why: `remediation.levels[${at}]: ${wordsOf(setting)}` };
  if (policy.autoFor?.includes(rule)) return { level: 'auto', why: 'remediation.autoFor names the rule' };
  if (policy.level) return { level: policy.level, why: 'remediation.level' };
  return { level: 'propose', why: 'no setting names it, and propose is the default' };
}

/** A setting that names neither rule nor environment holds nowhere: it would be the level of all. */
const holds = (it: LevelSetting, rule: string, environment: string | undefined): boolean =>
  (it.rule ?? it.environment) !== undefined &&
  (it.rule === undefined || it.rule === rule) &&
  (it.environment === undefined || it.environment === environment);

const wordsOf = ({ rule, environment, level }: LevelSetting): string =>
  [rule && `rule ${rule}`, environment && `environment ${environment}`, `level ${level}`].filter(Boolean).join(', ');

/** A rollback takes one level away; what is only proposed harms nobody, so that proposing stays. */
function lowered({ setbacks }: LevelQuestion, said: SaidLevel): SaidLevel {
  const floor = Math.min(levels.indexOf('propose'), levels.indexOf(said.level));
  const level = levels[Math.max(floor, levels.indexOf(said.level) - setbacks)] ?? said.level;
  if (level === said.level) return said;
  return { level, why: `${said.why}; lowered from ${said.level}: ${plural(setbacks, 'fix', 'fixes')} rolled back` };
}

function within({ policy = {}, enabled, rule, impact, reversible }: LevelQuestion, said: SaidLevel): SaidLevel {
  if (!enabled && isAbove(said.level, 'propose')) {
    return { level: 'propose', why: `remediation is not enabled; ${said.why} would say ${said.level}` };
  }
  if (said.level !== 'auto' || policy.autoFor?.includes(rule)) return said;
  if (impact === 'none' && reversible) return said;
  const what = impact === 'none' ? 'this cannot be undone' : `the impact of this is ${impact}`;
  return { level: 'approve', why: `${said.why}; auto needs remediation.autoFor, since ${what}` };
}

/** Whether a level goes further than another. */
export const isAbove = (one: Level, other: Level): boolean => levels.indexOf(one) > levels.indexOf(other);
