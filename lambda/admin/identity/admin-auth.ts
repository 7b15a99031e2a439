import {
  ADMIN_AUTH,
  type AdminAuthDocument,
  type CognitoAuthDocument,
  type IamAuthDocument,
} from '../../../lib/contract';
import { ConfigurationError, requireEnv, type Environment } from '../../shared/configuration/configuration';
import { oneOf, optional, record, ShapeError, text } from '../../shared/configuration/shape';

const iam = record<IamAuthDocument>({ mode: oneOf(['iam']) });
const cognito = record<CognitoAuthDocument>({
  mode: oneOf(['cognito']),
  viewAllowlistGroup: text,
  manageAllowlistGroup: text,
  manageSettingsGroup: text,
  viewAllowlistScope: optional(text),
  manageAllowlistScope: optional(text),
  manageSettingsScope: optional(text),
});

/**
 * How callers are known, from `CORS_ADMIN_AUTH`.
 *
 * @throws ConfigurationError when the variable is missing or says something else, so that nobody is let in by a guess
 */
export function readAdminAuth(environment: Environment = process.env): AdminAuthDocument {
  const value = requireEnv(ADMIN_AUTH, environment);
  try {
    const document: unknown = JSON.parse(value);
    return isCognito(document) ? cognito(document, '') : iam(document, '');
  } catch (error) {
    throw new ConfigurationError(ADMIN_AUTH, error instanceof ShapeError ? error.message : 'is not JSON');
  }
}

function isCognito(document: unknown): boolean {
  return (
    typeof document === 'object' && document !== null && 'mode' in document && document.mode === 'cognito'
  );
}
