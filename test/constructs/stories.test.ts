import { maskHashes } from '../setup/asset-hashes';
import { stackOf } from './support/stack-of';
import { STORIES } from './support/stories';

test.each(Object.entries(STORIES))('%s', (_, build) => {
  expect(maskHashes(stackOf(build).template.toJSON())).toMatchSnapshot();
});
