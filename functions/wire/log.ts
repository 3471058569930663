import { Logger } from '@aws-lambda-powertools/logger';

/** What a function says of its work: lines of JSON, each with what it is about. */
export interface Log {
  info(message: string, more?: Readonly<Record<string, unknown>>): void;
  warn(message: string, more?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown, more?: Readonly<Record<string, unknown>>): void;
}

/** A log whose every line carries the same facts, such as the id of the scan. */
export function logOf(service: string, facts: Readonly<Record<string, string>>): Log {
  const logger = new Logger({ serviceName: service, persistentKeys: { ...facts } });
  return {
    info: (message, more = {}) => logger.info(message, { ...more }),
    warn: (message, more = {}) => logger.warn(message, { ...more }),
    error: (message, error, more = {}) =>
      logger.error(message, { ...more, error: error instanceof Error ? error : new Error(String(error)) }),
  };
}
