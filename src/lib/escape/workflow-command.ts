import { onOneLine, showControls, withoutInvisible } from './invisible.ts';

/**
 * For the message behind `::error title=...::`. The danger: a line break begins another command. The runner undoes `%25`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const forWorkflowMessage = (text: string): string =>
  showControls(withoutInvisible(onOneLine(text)))
    .trim()
    .replaceAll('%', '%25');

/** For the value of a property in front of it, which a comma or a colon would end; the runner undoes these as well. */
export const forWorkflowProperty = (text: string): string =>
  forWorkflowMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
