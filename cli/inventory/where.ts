import { fitsStars } from '#lib/pattern';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';

/** What a row of a field can be chosen by: its value, or several of which one has to fit. */
export type Fields<F extends string> = Readonly<Record<F, string | readonly string[]>>;

/** Collects what `--where` is given, once for each time. */
export const another = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/**
 * Chooses rows by conditions such as `target=aws:*`, all of which have to hold; `*` stands for anything. Throws where a
 * condition has another form, or names a field that is not there.
 */
export function chooser<F extends string, R>(
  conditions: readonly string[],
  fields: readonly F[],
  fieldsOf: (row: R) => Fields<F>,
): (row: R) => boolean {
  const asked = conditions.map((text) => {
    const [, name = '', wanted = ''] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
    const field = fields.find((it) => it === name);
    if (field === undefined) throw unfit(text, name, fields);
    return { field, wanted };
  });
  return (row) => {
    const own = asked.length === 0 ? undefined : fieldsOf(row);
    return asked.every(({ field, wanted }) => [own?.[field] ?? ''].flat().some((text) => fitsStars(text, wanted)));
  };
}

function unfit(text: string, name: string, fields: readonly string[]): ShoalwatchError {
  const meant = name === '' ? undefined : nearest(name, fields);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `--where takes FIELD=TEXT, and not "${text}".${hint}`, {
    cure: `the fields are ${fields.join(', ')}; * in a text stands for anything`,
  });
}
