import { forHtmlAttribute } from '#lib/escape/html';

/** Text that is HTML already. Only `html` makes it, so that everything else is escaped. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | undefined;

const tight = new WeakMap<TemplateStringsArray, readonly string[]>();

/**
 * A template whose values are escaped for text and for quoted attributes, unless they are markup themselves. The
 * indentation of the template does not reach the page.
 */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const parts = tight.get(template) ?? template.map((part) => part.replaceAll(/\s*\n\s*/g, '\n'));
  tight.set(template, parts);
  return { markup: parts.reduce((text, part, i) => text + part + (i < values.length ? markupOf(values[i]) : ''), '') };
}

/** Text of our own that goes in as it is: styles and scripts. */
export const raw = (markup: string): Markup => ({ markup });

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return forHtmlAttribute(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map((one) => one.markup).join('');
}
