/** Handler strings of Java functions. */

export interface JavaHandler {
  /** Binary name, nested classes with `$`. */
  readonly handlerClass: string | null;
  readonly handlerMethod: string | null;
}

const NO_JAVA_HANDLER: JavaHandler = { handlerClass: null, handlerMethod: null };

const CLASS_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/**
 * Splits `pkg.Outer$Inner::method` at the last `::`, as the Java runtime does. `runtime` as the template names it, null
 * when it is not known: then a string without `::` is taken for a class when its last part begins with a capital, because
 * handlers of other languages (`index.handler`, `app.lambda_handler`) do not.
 */
export function javaHandler(handler: string | null, runtime: string | null): JavaHandler {
  if (handler === null || isOtherLanguage(runtime)) return NO_JAVA_HANDLER;
  const separator = handler.lastIndexOf('::');
  const className = (separator < 0 ? handler : handler.slice(0, separator)).trim();
  if (!CLASS_NAME.test(className)) return NO_JAVA_HANDLER;
  if (separator >= 0) return { handlerClass: className, handlerMethod: handler.slice(separator + 2).trim() || null };
  const isClass =
    runtime?.startsWith('java') === true || /(?:^|\$)\p{Lu}/u.test(className.slice(className.lastIndexOf('.') + 1));
  return isClass ? { handlerClass: className, handlerMethod: null } : NO_JAVA_HANDLER;
}

/** `.NET` writes `Assembly::Namespace.Class::Method`, the scripting languages `file.function`. */
function isOtherLanguage(runtime: string | null): boolean {
  return runtime !== null && /^(?:nodejs|python|ruby|dotnet|go)/u.test(runtime);
}
