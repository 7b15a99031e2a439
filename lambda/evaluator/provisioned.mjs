/*
 * The door of the evaluator for instances that are kept started. Lambda waits until the connection to the table stands, and then
 * counts the instance as started. It is an ES module, because Lambda waits for the promises of no other kind. Instances beyond
 * those that are kept start by the same door, and wait for nothing.
 */
import { connect, handler } from './index.js';

if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'provisioned-concurrency') await connect();

export { handler };
