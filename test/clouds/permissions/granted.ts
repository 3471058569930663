import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string());

const forms = z.union([
  z
    .object({ Statement: z.array(z.object({ Action: names })) })
    .transform((it) => it.Statement.flatMap((one) => one.Action)),
  z.object({ Actions: names, DataActions: names.max(0) }).transform((it) => it.Actions),
  z.object({ includedPermissions: names }).transform((it) => it.includedPermissions),
  z
    .object({
      rules: z.array(
        z.union([
          z.strictObject({ nonResourceURLs: names, verbs: names }),
          z.strictObject({ apiGroups: names, resources: names, resourceNames: names.optional(), verbs: names }),
        ]),
      ),
    })
    .transform(({ rules }) =>
      rules.flatMap((rule) => {
        if ('nonResourceURLs' in rule)
          return rule.nonResourceURLs.flatMap((path) => rule.verbs.map((it) => `${it} ${path}`));
        const { apiGroups, resources, verbs, resourceNames = [undefined] } = rule;
        const all = apiGroups.flatMap((group) => resources.map((it) => (group === '' ? it : `${it}.${group}`)));
        const each = all.flatMap((it) => resourceNames.map((name) => (name === undefined ? it : `${it}/${name}`)));
        return each.flatMap((it) => verbs.map((verb) => `${verb} ${it}`));
      }),
    ),
]);

/** What one role allows, whichever platform's it is. */
export const permissionsIn = (role: unknown): readonly string[] => forms.parse(role);

/** What printed roles of docs/roles allow together, each permission once. */
export async function grantedBy(...files: readonly string[]): Promise<readonly string[]> {
  const texts = await Promise.all(
    files.map((file) => readFile(join(import.meta.dirname, '../../../docs/roles', file), 'utf8')),
  );
  return [...new Set(texts.flatMap((text) => permissionsIn(parse(text))))].sort();
}
