import { canonicalJson } from '#lib/canonical';
import { forMarkdown } from '#lib/escape/markdown';
import { onOneLine, withoutInvisible } from '#lib/escape/invisible';
import { redactSecrets } from '#lib/text';
import { parseInstant } from '#lib/time';
import { uuidV5 } from '#lib/uuid';
import type { Instant } from '#model';

/** What all UUIDs of Shoalwatch are made under; as a URN it is also the namespace of our own properties. */
const namespace = 'db1d157f-a233-4f49-8016-7106568fa346';

/** The UUID of what the words name: the same thing has the same one in every document. */
export const uuidOf = (...words: readonly string[]): string => uuidV5(namespace, canonicalJson(words));

/** A property of OSCAL. */
export interface Property {
  readonly name: string;
  readonly ns?: string;
  readonly value: string;
}

/** Properties in our own namespace, without those that have no value: a value of OSCAL is one line of visible text. */
export const ours = (values: Readonly<Record<string, string | undefined>>): readonly Property[] =>
  Object.entries(values).flatMap(([name, value]) => propertyOf(name, value, `urn:uuid:${namespace}`));

/** A property of OSCAL's own namespace; none where the value is blank. */
export const theirs = (name: string, value: string): readonly Property[] => propertyOf(name, value);

function propertyOf(name: string, text: string | undefined, ns?: string): readonly Property[] {
  const value = withoutInvisible(onOneLine(redactSecrets(text ?? ''))).trim();
  return value === '' ? [] : [{ name, ...(ns !== undefined && { ns }), value }];
}

/** Text of others as OSCAL's markup, which is Markdown: it means nothing but itself, and holds no secret. */
export const markup = (text: string): string => forMarkdown(redactSecrets(text));

/** A moment in the one form that OSCAL takes; nothing where it cannot be read. */
export function momentOf(at: Instant): Instant | undefined {
  const time = parseInstant(at);
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** The names of a requirement as a control, and as the objective in it: OSCAL's tokens begin with a letter. */
export function controlOf(
  framework: string,
  requirement: string,
): { readonly control: string; readonly objective: string } {
  const control = `${framework}_${requirement}`.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?=[^\p{L}_])/u, '_');
  return { control, objective: `${control}_obj` };
}
