/** Names for what fixes add. */
import type { Finding } from '../types.ts';
import type { Field } from './fields.ts';

/** `CONNECTION_POOL` → `connectionPool`; anything but a constant's name stays as it is. */
export function camelCase(name: string): string {
  if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u.test(name)) return name;
  return name.toLowerCase().replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

/** `connectionPool` → `CONNECTION_POOL`, `S3Client` → `S3_CLIENT`. */
export function constantCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2').toUpperCase();
}

/** `S3Client` → `s3Client`. */
export function variableCase(typeName: string): string {
  return typeName.charAt(0).toLowerCase() + typeName.slice(1);
}

/** Names for the method that makes a field's value, best first. */
export function openerNames(field: Field, { family }: Pick<Finding, 'family'>): string[] {
  const name = camelCase(field.name);
  const noun = name.charAt(0).toUpperCase() + name.slice(1);
  const verb = family === 'connection' || family === 'file' ? 'open' : family === 'secret' ? 'read' : 'create';
  return [`${verb}${noun}`, `new${noun}`, `make${noun}`];
}

/** Names for the method through which a field is used, best first. */
export function accessorNames(field: Field): string[] {
  const name = camelCase(field.name);
  const noun = name.charAt(0).toUpperCase() + name.slice(1);
  return [name, `current${noun}`, `obtain${noun}`];
}
