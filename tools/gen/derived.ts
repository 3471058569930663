import { join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '#app/config/schema';
import { outputSchema } from '#app/output-schema';
import { withUndo } from '#engine/plan/undo';
import { rules } from '#rules/catalog.gen';
import { contractCases } from '../../test/contract/cases.ts';
import type { Generated } from './generated.ts';
import { judgedWords } from './judged-words.ts';
import { parityTable } from './parity.ts';
import { remediationPage, shareLine } from './remediation.ts';
import { readerRoles, remediatorRoles } from './roles.ts';
import { rulePages } from './rule-pages.ts';
import { allTypes } from './types.ts';

const root = join(import.meta.dirname, '../..');

/** Everything that is derived from metadata: pages, tables, roles and schemas. */
export async function derived(): Promise<Generated[]> {
  const types = await allTypes(root);
  const actions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));
  return [
    ...rulePages(root, rules),
    judgedWords(root),
    parityTable(rules),
    remediationPage(rules, contractCases),
    ...readerRoles(types),
    ...remediatorRoles({ types, actions }),
    schema('docs/shoalwatch.schema.gen.json', z.toJSONSchema(configSchema(rules), { io: 'input' })),
    schema('docs/output.schema.gen.json', z.toJSONSchema(outputSchema)),
  ];
}

/** How many rules have a fix that is proven there and back. */
export const shareOfFixes = (): string => shareLine(rules, contractCases);

const schema = (path: string, value: object): Generated => ({ path, text: `${JSON.stringify(value, null, 2)}\n` });
