/** An answer as proxy integrations of REST APIs, HTTP APIs and Function URLs take it. */
export interface CorsResult {
  statusCode: number;
  /** Headers with one value. */
  headers: Record<string, string>;
  /** Headers with several values (REST APIs). */
  multiValueHeaders?: Record<string, string[]>;
  /** Values of `Set-Cookie` (HTTP APIs and Function URLs). */
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}
