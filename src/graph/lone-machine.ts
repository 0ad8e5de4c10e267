/** Follows the static initialisers of one class by themselves, and tells whether it made a difference to any other code. */
import type { JavaType } from '../model/java-type.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import type { Target } from '../types.ts';
import type { Site } from './event.ts';
import { Machine } from './machine.ts';
import type { AbstractObject, ObjectKind } from './objects.ts';
import type { StartConditions } from './start-conditions.ts';

/**
 * Calls that an object is told apart by, and one more: what is created further down may be the same object for another class that
 * calls the same code.
 */
const MAX_HOPS = 3;

export class LoneMachine extends Machine {
  private readonly own: TypeModel;

  constructor(project: ProjectModel, target: Target, conditions: StartConditions, own: TypeModel) {
    super(project, target, conditions);
    this.own = own;
  }

  /**
   * Whether nothing was recorded, and nothing was touched but the static fields of the class and objects that nothing else
   * creates. Where it was not so, code was not followed to its end.
   */
  hasLeftNoTrace(): boolean {
    const { records, registrations, keptElsewhere, stoppable, renewals } = this;
    return (
      !this.outOfBudget &&
      records.length + registrations.length + keptElsewhere.length + stoppable.length + renewals.size === 0 &&
      [...this.initialized].every((type) => type === this.own || !hasStaticInitializers(type))
    );
  }

  /** A trace was left: what else the code does is for the machine that follows all of them. */
  private endEarly(): void {
    this.outOfBudget = true;
  }

  override classObject(type: TypeModel): AbstractObject {
    if (type !== this.own) this.endEarly();
    return super.classObject(type);
  }

  override summary(type: TypeModel): AbstractObject {
    this.endEarly();
    return super.summary(type);
  }

  /** What a method gave is remembered for others that call it. */
  override enterMethod(method: MethodModel): void {
    if (method.fact.name !== '<init>') this.endEarly();
    super.enterMethod(method);
  }

  override allocate(
    kind: ObjectKind,
    type: JavaType,
    site: Site,
    parts?: Parameters<Machine['allocate']>[3],
  ): AbstractObject {
    if (this.hops.length > MAX_HOPS) this.endEarly();
    return super.allocate(kind, type, site, parts);
  }
}

function hasStaticInitializers({ fact }: TypeModel): boolean {
  return fact.initializers.some(({ isStatic }) => isStatic);
}
