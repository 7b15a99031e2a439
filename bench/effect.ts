/** The effect of the policy that an authorizer answers with, such as `Deny`. */
export function effectOf(result: unknown): string | undefined {
  const { policyDocument } = result as { policyDocument: { Statement: { Effect: string }[] } };
  return policyDocument.Statement[0]?.Effect;
}
