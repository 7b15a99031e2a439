import { CfnKey, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { apart, distanceOf, environmentOf } from '../synth/environment';
import type { SynthIssue } from '../synth/synth-error';

/** The key of a table of another stack, where functions of this stack cannot decrypt with it. */
export function tableKeyIssues(
  scope: Construct,
  prop: string,
  // A program without types can hand in anything.
  key: Partial<IKey> | undefined,
): readonly SynthIssue[] {
  if (key === undefined) return [];
  if (key.env === undefined || key.node === undefined) {
    const fix = 'use Key.fromKeyArn(this, "Key", "arn:aws:kms:…")';
    return [{ prop, value: key, rule: 'must be a key of AWS KMS', fix }];
  }
  const [home, here] = [key.env, environmentOf(scope)];
  const distance = distanceOf(home, here);
  const value = key.node.path;
  if (distance === 'region') {
    const rule = `${apart(distance, 'the key', home, 'the stack', here)}: a table is encrypted by a key of its own region`;
    return [
      { prop, value, rule, fix: 'give the key of the replica, as Key.fromKeyArn() with its literal ARN' },
    ];
  }
  if (distance === 'same' || !(key.node.defaultChild instanceof CfnKey)) return [];
  // To let a role of this stack in, the CDK would write its name into the policy of the key, and a role has none.
  const rule =
    'the policy of the key is in a stack of another environment, which cannot name the functions of this one';
  const fix =
    'import it by its literal ARN with Key.fromKeyArn(), and let this account decrypt in the stack of the key';
  return [{ prop, value, rule, fix }];
}
