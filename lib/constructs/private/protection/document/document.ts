import { Token } from 'aws-cdk-lib';

/** An object of a document. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const API_KEY_SOURCE = 'x-amazon-apigateway-api-key-source';
export const AUTH = 'x-amazon-apigateway-auth';
export const AUTHORIZER_EXTENSION = 'x-amazon-apigateway-authorizer';
export const AUTHTYPE = 'x-amazon-apigateway-authtype';
export const HTTP_API_CORS = 'x-amazon-apigateway-cors';
export const INTEGRATION = 'x-amazon-apigateway-integration';
export const POLICY = 'x-amazon-apigateway-policy';
export const RESPONSES = 'x-amazon-apigateway-gateway-responses';
export const VALIDATOR = 'x-amazon-apigateway-request-validator';
export const VALIDATORS = 'x-amazon-apigateway-request-validators';

/** An object that can be looked into; undefined for anything else, and for what is known only at deployment. */
export function objectOf(value: unknown): JsonObject | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !Token.isUnresolved(value) ? (value as JsonObject) : undefined;
}

/** The members of an object that is there, or of none. */
export function membersOf(value: unknown): JsonObject {
  return objectOf(value) ?? {};
}
