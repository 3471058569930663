import { typesOn, type AnyRule } from '#engine/any-rule';
import type { CustomRule } from '#model';

/** The page of a rule that a policy brings along, as those of the shipped rules are written. */
export function customPage(rule: AnyRule, { passWhen, on, message }: CustomRule): string {
  const types = typesOn(rule).map(({ name }) => `\`${name}\``);
  return `# ${rule.id}

${rule.title}.

- severity: **${rule.severity}**
- from your policy; judges: ${types.length === 1 ? '' : `${on}: `}${types.join(', ')}
- control: ${rule.control}

## Passes when

${passWhen
  .trim()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
${message === undefined ? '' : `\n## A finding says\n\n${message}\n`}
## Why

${rule.why}

## Fix

${rule.fix}
`;
}
