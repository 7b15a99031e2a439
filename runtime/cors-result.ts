/** An answer as proxy integrations of REST APIs, HTTP APIs and Function URLs take it. */
export interface CorsResult {
  statusCode: number;
  /** Headers that stand once. */
  headers: Record<string, string>;
  /** Headers that repeat (REST APIs). */
  multiValueHeaders?: Record<string, string[]>;
  /** Values of `Set-Cookie` (HTTP APIs and Function URLs). */
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}
