import { randomBytes } from 'node:crypto';
import { cognito } from './by-token';

/** Somebody with an account in a user pool. */
export interface Person {
  readonly name: string;
  readonly password: string;
}

/** Makes a person in these groups of a user pool, whose password need not be changed first. */
export async function addPerson(UserPoolId: string | undefined, groups: readonly string[]): Promise<Person> {
  const Username = `user-${randomBytes(6).toString('hex')}`;
  const Password = `Aa1!${randomBytes(12).toString('hex')}`;
  await cognito('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await cognito('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true });
  for (const GroupName of groups) await cognito('AdminAddUserToGroup', { UserPoolId, Username, GroupName });
  return { name: Username, password: Password };
}
