import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { ConstructMark } from '../synth/construct-mark';
import { DeployedApis } from './deployed-api';
import { deployedScope } from './deployed-resource';

const reading = new ConstructMark<SynthReading>('reading');

/** Is asked for dependencies, and has none. */
class Start extends Dependable {
  constructor(private readonly begin: () => void) {
    super();
  }

  public get dependencyRoots(): IConstruct[] {
    this.begin();
    return [];
  }
}

/**
 * The APIs of a part of the app, read once for each synthesis, after the aspects: what the check, the table and the ids of
 * deployments ask for.
 */
export class SynthReading {
  /** The reading of the part of the app that a construct is in. */
  public static of(construct: IConstruct): SynthReading {
    const scope = deployedScope(construct);
    const known = reading.get(scope);
    if (known !== undefined) return known;
    const made = new SynthReading(scope);
    reading.set(scope, made);
    return made;
  }

  private current: DeployedApis | undefined;
  private readonly changes: (() => void)[] = [];
  private readonly tasks: (() => void)[] = [];
  private isBusy = false;

  private constructor(public readonly scope: IConstruct) {
    const start: IDependable = {};
    Dependable.implement(start, new Start(this.begin.bind(this)));
    // The CDK asks for the dependencies of the outermost construct right after the aspects, and of all others after it. An aspect
    // of ours would run on each construct before the aspects on its children.
    scope.node.addDependency(start);
  }

  /**
   * Everything but the deployments, whose ids follow from it.
   *
   * Undefined while it is read: what is read then must not depend on it.
   */
  public get apis(): DeployedApis | undefined {
    if (this.current !== undefined || this.isBusy) return this.current;
    this.isBusy = true;
    try {
      this.current = new DeployedApis(this.scope, 'final', (type) => type !== 'Deployment');
    } finally {
      this.isBusy = false;
    }
    return this.current;
  }

  /** Adds something to change at each synthesis, after the aspects and before everything is read. */
  public beforeReading(change: () => void): void {
    this.changes.push(change);
  }

  /** Adds something to do at each synthesis with what is read, before dependencies and references are connected. */
  public afterReading(task: () => void): void {
    this.tasks.push(task);
  }

  private begin(): void {
    for (const change of this.changes) change();
    this.current = undefined;
    for (const task of this.tasks) task();
  }
}
