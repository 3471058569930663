import { onOneLine, showControls, withoutInvisible } from './invisible.ts';

/** `::name::` or `::name key=value::`, wherever it stands: what comes before it may be cut off by another writer. */
const command = /:(?=:[A-Za-z][\w-]*(?: [^:]*)?::)/g;

/**
 * For text in the log of a GitHub Actions job. The danger: the runner obeys lines that begin with `::error::`,
 * `::add-mask::`, `::stop-commands::`, and the older `##[...]` anywhere in a line, so a name could hide or forge results
 * or mask what follows. Line breaks become spaces and commands are broken by a space; the `::` of an ARN stays.
 */
export function forGithubLog(text: string): string {
  return showControls(withoutInvisible(onOneLine(text)))
    .replace(command, ': ')
    .replace(/^(\s*:)(?=:)/, '$1 ')
    .replaceAll('##[', '## [');
}
