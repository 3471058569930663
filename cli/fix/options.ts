import { promotionOf } from '#engine/plan/track';
import { forJson } from '#lib/escape/json';
import type { Memory, Plan } from '#model';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { planLines } from './page.ts';
import type { PlaceOptions } from '../place.ts';
import { terminal } from '../terminal.ts';

/** What `fix` is asked. */
export interface FixOptions extends PlaceOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly as?: string;
  readonly plan?: boolean;
  readonly apply?: boolean;
  readonly undo?: boolean;
  readonly planId?: string;
  readonly yes?: boolean;
  readonly approve?: string;
  readonly reject?: string;
  readonly stop?: string;
  readonly list?: boolean;
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly reason?: string;
  readonly ownAddress?: readonly string[];
  readonly ownedBy?: string;
  readonly cutsOff?: readonly string[];
  readonly roleArn?: string;
  readonly externalId?: string;
}

interface Telling extends Pick<FixOptions, 'json'> {
  /** What speaks for a higher level. */
  readonly promotion?: string | undefined;
}

/** Shows a plan. */
export async function tellPlan(planned: Plan, at: string, { json, promotion }: Telling): Promise<void> {
  const out = terminal();
  if (json) await out.data(document({ plan: planned, ...(promotion !== undefined && { promotion }) }));
  else await out.page(foldText(`${planLines(planned, at, promotion).join('\n')}\n`, out.screen.width, 9));
}

/** What a person asks for, with what he goes past knowingly. */
export const wishOf = (finding: string, by: string, { ownedBy, cutsOff }: FixOptions) => ({
  ...{ finding, by, byPerson: true },
  ...(ownedBy !== undefined && { despite: ownedBy }),
  ...(cutsOff !== undefined && { cutsOff }),
});

/** What speaks for a higher level of the rule of a plan; undefined where too little does. */
export async function promotionFor(
  memory: Memory,
  { rule, environment, level }: Plan,
  at: string,
): Promise<string | undefined> {
  const [all, findings] = await Promise.all([memory.remediations.all(), memory.findings()]);
  return promotionOf(all, findings, { rule, environment, at }, level);
}

/** One document on standard output. */
export const document = (content: object): string => `${forJson(redacted({ schemaVersion, ...content }), 2)}\n`;
