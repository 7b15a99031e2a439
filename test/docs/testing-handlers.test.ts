import { filesOfPage, Project } from './support/project';

test('the tests of the page pass on its handler', () => {
  const project = new Project(filesOfPage('docs/testing-handlers.md'));
  try {
    const { status, output } = project.node('--test', '--test-reporter=tap', 'orders.test.mjs');
    expect([status, output]).toEqual([0, expect.stringMatching(/# pass 5\b/)]);
  } finally {
    project.remove();
  }
});
