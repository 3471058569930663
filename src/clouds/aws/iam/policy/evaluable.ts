/** More than any policy of a customer or of AWS holds; IAM allows customers 10,240 characters. */
const longest = 131_072;
/** No policy needs more in one name; evaluation takes time that grows with a power of their number. */
const mostWildcards = 8;
const actionName = /^[\w.*?:-]{1,160}$/;

/**
 * Whether a document can be evaluated: it has a size that IAM takes, its actions are spelt as actions are, and no name
 * in it makes evaluation run away. What is not is no policy that IAM would hold.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function isEvaluable(document: Readonly<Record<string, unknown>>): boolean {
  if (JSON.stringify(document).length > longest) return false;
  const statements: readonly unknown[] = [document['Statement'] ?? []].flat();
  return statements.every((it) => typeof it !== 'object' || it === null || isTame(Object.entries(it)));
}

const isTame = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.every(([field, value]) => {
    const texts = textsIn(value);
    const tame = texts.every((text) => (text.match(/[*?]+/g) ?? []).length <= mostWildcards);
    return (
      tame &&
      (!/^(?:Not)?Action$/i.test(field) || texts.every((text) => actionName.test(text.replaceAll(/[*?]+/g, '*'))))
    );
  });

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
