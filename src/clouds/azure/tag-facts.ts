/**
 * The tag of policy's list that a resource carries, as `name=value`. Azure takes names of tags in any case, and their
 * values as they are.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
 */
export function exemptingTag(
  { tags }: { readonly tags?: Readonly<Record<string, string>> },
  exempt: Readonly<Record<string, string>>,
): string | undefined {
  const own = Object.entries(tags ?? {}).map(([name, value]) => ({ name: name.toLowerCase(), value }));
  const found = Object.entries(exempt).find(([asked, value]) =>
    own.some((it) => it.name === asked.toLowerCase() && it.value === value),
  );
  return found?.join('=');
}
