const AT_ONCE = /^(map|flatMap|filter|ifPresent|ifPresentOrElse|orElseGet|orElseThrow|or|forEach|forEachOrdered|computeIfAbsent|computeIfPresent|compute|merge|replaceAll|removeIf|peek|anyMatch|allMatch|noneMatch|collect|reduce|mapToObj|mapToInt|toMap|generate|iterate|runAsync|supplyAsync|thenApply|thenAccept|thenRun|thenCompose|submit|execute|invokeAll|doPrivileged|setAll|sort|sorted|call|executeSupplier|of|ofRunnable|record|query|toArray)$/;
export function runsFunctionAtOnce(type: string, member: string, _index: number): boolean {
  if (!AT_ONCE.test(member)) return false;
  if (member === 'of') return /Try$/.test(type);
  return /^(java\.util\.(Optional|stream|Map|List|Collection|Iterable|concurrent|Arrays|HashMap|ArrayList|Set)|java\.lang\.Iterable|java\.security\.AccessController|io\.|org\.springframework)/.test(type);
}
export function dropsValue(_type: string, member: string): boolean {
  return /^(size|length|isEmpty|equals|compareTo|contains|containsKey|startsWith|endsWith|between|until|isAfter|isBefore|getClass|matches|elapsed)$/.test(member);
}
export function isKeeper(type: string, member: string): boolean {
  return /^(add|put|set|with|offer|push|register|append|insert|addAll|putAll|computeIfAbsent|compute|merge|complete|init|use|header|configure|credentials|password|user|attach|subscribe|accept|lazySet|compareAndSet|getAndSet)/.test(member) || /Builder$|Config$|Options$|Properties$/.test(type);
}
export function isLogger(type: string): boolean {
  return /(^|\.)(Logger|Log|LambdaLogger|PrintStream|PrintWriter)$/.test(type);
}
export function keepsInLibrary(type: string, member: string): string | null {
  if (type === 'java.lang.System' && member === 'setProperty') return 'a system property';
  if (/\.(MDC|ThreadContext)$/.test(type) && member === 'put') return 'the logging context';
  if (type === 'java.nio.file.Files' && member.startsWith('write')) return 'a file';
  if (/^(setDefault|setGlobal|install|addProvider)/.test(member)) return `a static of ${type.slice(type.lastIndexOf('.') + 1)}`;
  return null;
}
export function closesReceiver(_type: string, member: string): boolean {
  return /^(close|closeQuietly|shutdown|shutdownNow|disconnect|quit|stop|destroy|dispose|join|interrupt|awaitTermination|cancel)$/.test(member);
}
export function isValidityCheck(member: string): boolean | null {
  if (/^(isClosed|isShutdown|isTerminated|isDone|isClosing)$/.test(member)) return false;
  if (/^(isOpen|isConnected|isValid|isActive|isRunning|isAlive|ping)$/.test(member)) return true;
  return null;
}
