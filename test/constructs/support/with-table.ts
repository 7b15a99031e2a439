import { CorsEndpoints } from '../../../lib';

/** Props of an allowlist for tests that are not about its endpoint table. */
export const WITH_TABLE = { endpoints: CorsEndpoints.salesforce() };
