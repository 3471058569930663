import type { Type } from '#model';
import type { SendOptions } from './call.ts';
import type { Clients } from './clients.ts';

/** How one object of a type is read by its own address. */
export interface OwnRead {
  readonly type: Type;
  readonly api: string;
  /**
   * What the service calls an object that is not there. Sources: the exceptions that the clients declare, and
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
   */
  readonly missing: RegExp;
  /** Reads by the path of an ARN. Answers the ARN of what is there where the path names less than the ARN does. */
  read(clients: Clients, path: string, options: SendOptions, address: string): Promise<string | undefined>;
}
