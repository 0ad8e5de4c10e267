/** Where the sources lie of what was built: alone, as every run asks for it, and those of packages only few. */

/** The directories that compilers and bundlers write to, in front of what the sources have too. */
const BUILT = /^(?:\.\/)?(?:dist|build|out|lib|\.build|\.dist)\//u;

/** `dist/app` was compiled from `src/app` or `app`: the sources count, also where the last build still lies. */
export function sourcesOf(module: string): readonly string[] {
  const rest = module.replace(BUILT, '');
  return rest === module ? [] : [`src/${rest}`, rest];
}
