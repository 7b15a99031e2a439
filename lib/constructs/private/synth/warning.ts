import { Annotations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { asScope } from './as-scope';

/** The child of a construct that has its warnings. */
const PLACE = 'Warnings';

/**
 * Warns of something that may be meant. A user acknowledges it by its id, on the construct or on anything around it, before or after
 * it is given: a warning that comes at the end of synthesis is given after every acknowledgement, and then the CDK looks for one
 * around the place of the warning, but not at the place itself. Hence a child of the construct.
 *
 * @param id without the name of the package, which comes before it
 */
export function warn(construct: IConstruct, id: string, text: string): void {
  const place = construct.node.tryFindChild(PLACE) ?? new Construct(asScope(construct), PLACE);
  Annotations.of(place).addWarningV2(`apigateway-cors-allowlist:${id}`, text);
}
