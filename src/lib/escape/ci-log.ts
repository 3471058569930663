/** Blanks and our own colours, before which a runner looks past. */
const first = /^((?:\s|\u001b\[[\d;]*m)*:)(?=:[A-Za-z])/gm;

/** What GitHub Actions (`##[error]`) and Azure Pipelines (`##vso[task.setvariable]`, `##[error]`) obey anywhere in a line. */
const anywhere = /##(?=\[|vso\[)/gi;

/**
 * For whole lines as they are printed, in whatever log they end: line breaks and colours stay. The danger: a runner obeys
 * lines that begin with `::error::`, `::add-mask::`, `::stop-commands::`, and the older `##[...]` and `##vso[...]`
 * anywhere in one, so a name could hide or forge results or mask what follows. Which text begins a line is known only
 * when it is laid out. Commands are broken by a space; the `::` of an ARN stays.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 */
export const forCiLog = (text: string): string => text.replace(first, '$1 ').replace(anywhere, '## ');
