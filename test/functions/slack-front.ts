import { createServer, type IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { listening } from '../sim/listening.ts';

type Ingress = (event: APIGatewayProxyEventV2) => Promise<object>;

/** The HTTP API: a request becomes an event in format 2.0, with its body in base64, and the answer a response. */
export async function frontOf(ingress: Ingress): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    eventOf(request)
      .then((event) => ingress(event))
      .then((answer) => {
        const { statusCode = 200 } = answer as { readonly statusCode?: number };
        response.writeHead(statusCode).end();
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return listening(server);
}

async function eventOf(request: IncomingMessage): Promise<APIGatewayProxyEventV2> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, it]) => [name, String(it)]));
  const path = request.url ?? '/';
  return {
    ...{ version: '2.0', routeKey: `POST ${path}`, rawPath: path, rawQueryString: '', headers },
    requestContext: { http: { method: request.method ?? '', path } },
    ...{ body: Buffer.concat(parts).toString('base64'), isBase64Encoded: true },
  } as APIGatewayProxyEventV2;
}
