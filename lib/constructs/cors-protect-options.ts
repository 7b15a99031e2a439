import type { IConstruct } from 'constructs';
import type { CorsProtectionOptions } from './cors-protection-options';

/** Options for the protection of an API that exists already. */
export interface CorsProtectOptions extends CorsProtectionOptions {
  /**
   * Resources and methods below the target that are left out. A resource leaves out everything below it too. `excludeAs` says
   * how they are treated. To protect a resource without its children, exclude the children.
   *
   * @default - nothing
   */
  readonly exclude?: IConstruct[];
}
