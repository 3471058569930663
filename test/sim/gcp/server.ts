import { openJournal, type Callers, type SimControls, type SimOptions } from '../journal.ts';
import { startJsonServer } from '../json-server.ts';
import { createAuthority } from '../tls.ts';
import type { GcpEstate } from './estate.ts';
import { startGrpc } from './grpc.ts';
import { restDialect } from './rest.ts';
import { openStore, type OperationError } from './store.ts';

export interface GcpOptions extends SimOptions {
  readonly estate: GcpEstate;
  /** The access token that is let in. */
  readonly token?: string;
  /** Whom other tokens let in, and what each may do: without it nobody. */
  readonly callers?: Callers;
  /** How many looks at an operation or at its target it takes until the change is in effect. */
  readonly looks?: number;
}

export interface GcpSimulator extends SimControls {
  /** Stands for compute.googleapis.com and cloudresourcemanager.googleapis.com; paths are theirs. */
  readonly url: string;
  /** Stands for the services that are called over gRPC, on 127.0.0.1 with TLS. */
  readonly grpcPort: number;
  /** The certificate authority of both. */
  readonly ca: string;
  readonly token: string;
  /** The next change of a cluster is taken, changes nothing, and its operation ends with this. */
  failOperation(error: OperationError): void;
  readonly close: () => Promise<void>;
}

/** Starts the Google APIs for an estate on the loopback address. */
export async function startGcp(options: GcpOptions): Promise<GcpSimulator> {
  const { estate, token = 'gcp-test-token', callers = () => undefined } = options;
  const entry = { token, callers };
  const journal = openJournal(options);
  const store = openStore(estate, options.looks ?? 2);
  const authority = createAuthority('Google simulator');
  const certificate = authority.issue(['localhost', '127.0.0.1']);
  const rest = await startJsonServer({ dialect: restDialect(store, entry), journal, tls: certificate });
  const grpc = await startGrpc(store, entry, certificate, journal);
  return {
    url: `https://127.0.0.1:${rest.port}`,
    grpcPort: grpc.port,
    ca: authority.pem,
    token,
    failOperation: (error) => void store.failures.push(error),
    calls: journal.calls,
    setFaults: journal.setFaults,
    trace: journal.trace,
    close: async () => {
      await Promise.all([rest.close(), grpc.close()]);
    },
  };
}
