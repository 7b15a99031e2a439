import { Aspects, CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import { faults, type Parts } from '../support/protected-api';

function conditionOf({ stack }: Parts): CfnCondition {
  return new CfnCondition(stack, 'On', { expression: Fn.conditionEquals('a', 'b') });
}

test('a condition on an API alone is refused', () => {
  const before = (parts: Parts): void => {
    (parts.api.node.defaultChild as CfnResource).cfnOptions.condition = conditionOf(parts);
  };
  expect(faults({ before })).toEqual(['Condition of Example/Api/Resource is "Example/On"']);
});

test('a condition on everything below an API is taken', () => {
  const after = (parts: Parts): void => {
    const condition = conditionOf(parts);
    const visit = (one: unknown): void => {
      if (one instanceof CfnResource) one.cfnOptions.condition = condition;
    };
    Aspects.of(parts.api).add({ visit });
  };
  expect(faults({ after })).toEqual([]);
});
