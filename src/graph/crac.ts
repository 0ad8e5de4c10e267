/** Registrations of CRaC resources. */
import type { LibraryCall } from './library.ts';
import type { Frame, Machine, Registration } from './machine.ts';

/** Packages that offer the CRaC API (org.crac picks one of the others at run time). */
export const CONTEXT_TYPES: ReadonlySet<string> = new Set([
  'org.crac.Context',
  'jdk.crac.Context',
  'javax.crac.Context',
  'com.amazonaws.services.lambda.crac.Context',
]);

/** True for `Context.register(resource)` of any of the CRaC packages. */
export function isRegistration(call: LibraryCall): boolean {
  if (call.member !== 'register' || call.given.length !== 1) return false;
  return call.types.some((type) => CONTEXT_TYPES.has(type.name));
}

/** Notes a registration. One made while hooks run is ignored: the runtime does not call it before the snapshot. */
export function noteRegistration(machine: Machine, frame: Frame, call: LibraryCall): void {
  if (machine.mode === 'restore' || !isRegistration(call)) return;
  const resource = call.given[0];
  if (resource === undefined) return;
  machine.registrations.push({
    site: call.site,
    symbol: frame.symbol,
    phase: machine.phase,
    path: [
      ...machine.hops,
      { site: call.site, message: `${frame.symbol.slice(frame.symbol.lastIndexOf('.') + 1)} registers the resource` },
    ],
    resource,
    argument: argumentKind(call),
    inHook: machine.inHook,
  });
}

function argumentKind(call: LibraryCall): Registration['argument'] {
  switch (call.expressions[0]?.kind) {
    case 'this':
      return 'this';
    case 'new':
      return 'new';
    case 'lambda':
    case 'methodReference':
      return 'function';
    default:
      return 'other';
  }
}
