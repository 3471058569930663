/** The kinds of expected failure: wrong usage, wrong config, a cloud, the store, bad input, a defect of our own. */
export type ErrorCode = 'usage' | 'config' | 'cloud' | 'store' | 'input' | 'defect';

/** The one error of the product. The message says what failed and why; `cure` says what to do. */
export class ShoalwatchError extends Error {
  readonly code: ErrorCode;
  readonly cure: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cure?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ShoalwatchError';
    this.code = code;
    this.cure = options.cure;
  }
}
