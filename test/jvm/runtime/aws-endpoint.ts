/**
 * The AWS services that cases read secrets, parameters, tokens and credentials from, and a page, on one loopback port.
 * What they answer changes with the restore: everything handed out before is `initial`, afterwards `rotated`.
 * Credentials come as the runtime gives them under SnapStart: from the container credentials endpoint, not from variables.
 */
import { createServer } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

export interface AwsEndpoint {
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** From now on every answer is `rotated`. */
  readonly rotate: () => void;
  readonly stop: () => void;
}

/** Starts the services on a free port. */
export async function startAwsEndpoint(): Promise<AwsEndpoint> {
  let generation = 'initial';
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? request.url);
      const body = answer(target, generation);
      response.writeHead(body === null ? 400 : 200, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body ?? { message: `nothing answers ${target}` }));
    });
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    environment: {
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/credentials`,
      TERMS_URL: `http://127.0.0.1:${port}/terms`,
    },
    rotate: () => (generation = 'rotated'),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Null for what is not offered. */
function answer(target: string, generation: string): object | string | null {
  switch (target) {
    case 'secretsmanager.GetSecretValue':
      return { Name: 'db', VersionId: generation, SecretString: generation };
    case 'AmazonSSM.GetParameter':
      return { Parameter: { Name: '/db/password', Type: 'SecureString', Value: generation } };
    case 'AWSCognitoIdentityProviderService.InitiateAuth':
      return { AuthenticationResult: { AccessToken: generation, ExpiresIn: 300, TokenType: 'Bearer' } };
    case '/terms':
      return generation;
    case '/credentials':
      return {
        AccessKeyId: generation,
        SecretAccessKey: 'secret',
        Token: 'token',
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      };
    default:
      return null;
  }
}
