/** What the names of AWS SDK clients and their members say. Both SDKs generate them, so names are a rule, not a habit. */
import type { CatalogueEntry } from './entry.ts';

/** Service clients of the SDK for Java 2.x (`…services.s3.S3Client`, `S3AsyncClient`) and 1.x (`…services.s3.AmazonS3`). */
const SDK_CLIENT =
  /^(software\.amazon\.awssdk\.services\.\w+(\.\w+)*\.\w+Client|com\.amazonaws\.services\.\w+(\.\w+)*\.(Amazon|AWS)\w+)$/;
const NOT_CLIENT = /(Builder|Exception|Request|Result|Response|Metadata)$/;

/** Members of clients that ask nobody. */
const LOCAL_MEMBERS =
  /^(<init>|builder|create|close|shutdown|serviceName|serviceClientConfiguration|utilities|waiter|toString|hashCode|equals|getCachedResponseMetadata|waiters|standard|defaultClient)$/;

/** Whether a type is a service client of an AWS SDK for Java. */
export function isSdkClient(type: string): boolean {
  return SDK_CLIENT.test(type) && !NOT_CLIENT.test(type);
}

/** Whether a member of a service client sends a request. */
export function isSdkRequest(type: string, member: string): boolean {
  return isSdkClient(type) && !LOCAL_MEMBERS.test(member);
}

/** Verbs of operations that change something, or make something happen, at the service. */
const WRITES =
  /^(put|delete|update|create|send|publish|start|stop|terminate|run|invoke|batchWrite|transactWrite|batchPut|batchDelete|copy|upload|restore|cancel|enable|disable|register|deregister|purge)(?=\p{Lu}|$)/u;
/** An inference changes nothing. */
const QUERY_CLIENTS = /\.(bedrock\w*|sagemakerruntime)\./u;
const QUERIES = /^(startQuery\w*|startLiveTail|createPresigned\w*|sendPing)$/u;

/** The fact about an operation of a service client that changes something; null for every other member. */
export function sdkWrite(type: string, member: string): CatalogueEntry | null {
  if (!isSdkRequest(type, member) || !WRITES.test(member) || QUERIES.test(member) || QUERY_CLIENTS.test(type)) {
    return null;
  }
  return {
    type,
    member,
    arity: null,
    isStatic: false,
    when: null,
    family: 'connection',
    effect: 'connects-now',
    verdict: 'risky',
    remedy: 'per-invocation',
    selfHeals: true,
    note: null,
    measured: false,
    library: 'AWS SDK for Java',
    evidence: 'operation names of the service models',
    rule: 'priming-side-effect',
  };
}
