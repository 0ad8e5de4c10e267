/** What the names of AWS SDK clients and their members say. Both SDKs generate them, so names are a rule, not a habit. */

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
