import { LISTED } from '../../../support/local-api';
import type { Session } from './session';
import { TokenStage } from './token-stage';

/** Opens a stage for the tests of a file, with one person who has signed in. */
export function tokenSuite(): { readonly stage: TokenStage; readonly session: Session } {
  let stage: TokenStage | undefined;
  let session: Session | undefined;

  beforeAll(async () => {
    stage = await TokenStage.open();
    session = await stage.signIn(LISTED);
  }, 120_000);

  afterAll(async () => {
    await stage?.close();
  });

  beforeEach(() => {
    stage?.seats.ran();
  });

  return {
    get stage() {
      if (stage === undefined) throw new Error('the stage is not open yet');
      return stage;
    },
    get session() {
      if (session === undefined) throw new Error('nobody has signed in yet');
      return session;
    },
  };
}
