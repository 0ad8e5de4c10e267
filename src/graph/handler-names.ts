/** What names tell of handlers, before anything is parsed: none of which `findHandlers` would find may be missed. */
import { namesLike, type NamedFile, type Names } from '../model/names.ts';
import type { ProjectFacts } from '../project/types.ts';
import { importsFramework } from './frameworks/index.ts';
import { isHandlersName } from './roots.ts';

/** What the names of a handler's interface or of its parameters begin with. */
const LAMBDA = /^(?:com\.amazonaws|io\.micronaut|org\.springframework)(?:\.|$)/u;

/** False only if no class of sources with those names is a handler, and no framework that starts applications is used. */
export function mayHaveHandlers(names: Names, { functions }: ProjectFacts): boolean {
  return (
    functions.length > 0 ||
    namesLike(names, LAMBDA) ||
    names.files.some((file) => importsFramework(file) || mayExtendHandler(names, file))
  );
}

/** Whether a superclass may be one that `findHandlers` knows by its name. */
function mayExtendHandler(names: Names, file: NamedFile): boolean {
  return (
    file.words.includes('extends') && !file.words.filter(isHandlersName).every((name) => isDeclared(names, file, name))
  );
}

/** Whether a simple name in a file, or the qualified one that stands there, means a type of the project. */
function isDeclared(names: Names, file: NamedFile, name: string): boolean {
  const told = [...file.imports.flatMap((one) => (one.form === 'type' ? [one.name] : [])), ...file.qualified];
  const qualified = told.find((one) => one.endsWith(`.${name}`));
  if (qualified !== undefined) return names.declares(qualified, file);
  const packages = [file.packageName, ...file.imports.flatMap((one) => (one.onDemand ? [one.name] : []))];
  return packages.some((around) => names.declares(around === '' ? name : `${around}.${name}`, file));
}
