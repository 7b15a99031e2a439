import { maskHashes } from '../setup/asset-hashes';
import { stackOf } from './stack-of';
import { STORIES } from './stories';

test.each(Object.entries(STORIES))('%s', (_, build) => {
  expect(maskHashes(stackOf(build).template.toJSON())).toMatchSnapshot();
});
