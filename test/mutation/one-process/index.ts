import { OneProcessRunner } from './runner';

/** Read by Stryker, as a plugin. */
export const strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'one-process',
    injectableClass: Object.assign(OneProcessRunner, { inject: [] }),
  },
];
