import { LISTED, Stage, STRANGER } from './support/stage';

const AUTHORIZE = '/services/oauth2/authorize';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({ formPosts: true });
}, 120_000);

afterAll(async () => {
  await stage.close();
});

describe('a navigation to authorize', () => {
  const query = new URLSearchParams({
    client_id: 'page',
    redirect_uri: `${LISTED}/callback`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });

  it.each(['/', '/no-referrer'])('works from any page by link and by form post (%s)', async (path) => {
    for (const way of ['link', 'form'] as const) {
      const page = await stage.page(`${STRANGER}${path}`);
      await page.evaluate(
        ([url, parameters, how]) => {
          if (how === 'link') {
            location.href = `${url}?${parameters}`;
            return;
          }
          const form = document.createElement('form');
          form.method = 'post';
          form.action = url;
          for (const [name, value] of new URLSearchParams(parameters)) {
            const input = document.createElement('input');
            Object.assign(input, { type: 'hidden', name, value });
            form.append(input);
          }
          document.body.append(form);
          form.submit();
        },
        [`${stage.gateway}${AUTHORIZE}`, query.toString(), way] as const,
      );
      await page.waitForURL(`${stage.gateway}/interaction/**`);
      await page.context().close();
    }
  });
});
