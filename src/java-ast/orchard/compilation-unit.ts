import type { CompilationUnit, ImportDeclaration, MemberDeclaration, ParseResult, TypeDeclaration } from '../nodes.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, dottedName, kindAt, nextOf, placeOf, textAt } from './conversion.ts';
import type { SyntaxTable } from './cursor.ts';
import { convertTypeDeclaration } from './declarations.ts';
import { convertExpression } from './expressions.ts';
import { Kind } from './kinds.ts';
import { convertClassBody, convertField, convertMember } from './members.ts';
import { misreadCasts } from './signed-casts.ts';
import { STATEMENT_KINDS, convertBlock, isTypeDeclarationKind } from './statements.ts';
import { switchCases } from './switches.ts';

/** Converts a file's table; `isComplete` is false when the nesting limit cut something off. Never throws for bad Java. */
export function convertCompilationUnit(table: SyntaxTable): ParseResult & { readonly isComplete: boolean } {
  const conversion: Conversion = {
    table,
    text: table.text,
    errors: [...table.errors],
    parts: {
      block: convertBlock,
      switchCases,
      classBody: convertClassBody,
      typeDeclaration: convertTypeDeclaration,
      expression: convertExpression,
    },
    misreadCasts: misreadCasts(table),
    depth: 0,
    nestingReported: false,
  };
  const parts: TopLevel = {
    packageName: '',
    moduleName: null,
    imports: [],
    types: [],
    implicitMembers: [],
  };
  readTopLevel(conversion, 1, nextOf(conversion, 0), parts);
  const errors = conversion.errors.sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    unit: compilationUnit(table, parts, errors.length > 0),
    errors,
    isComplete: !conversion.nestingReported,
  };
}

interface TopLevel {
  packageName: string;
  moduleName: string | null;
  readonly imports: ImportDeclaration[];
  readonly types: TypeDeclaration[];
  readonly implicitMembers: MemberDeclaration[];
}

function compilationUnit(table: SyntaxTable, parts: TopLevel, isBroken: boolean): CompilationUnit {
  const { types, implicitMembers } = isBroken ? adoptMembers(parts) : parts;
  return {
    kind: 'CompilationUnit',
    start: 0,
    end: table.text.length,
    packageName: parts.packageName,
    imports: parts.imports,
    types,
    implicitMembers,
    moduleName: parts.moduleName,
    comments: table.comments,
  };
}

/**
 * In a broken file a method at the top level is rather one that an early `}` threw out of its class than a sign of a
 * compact source file: the type in front of it takes it back, and its range grows over it.
 */
function adoptMembers(parts: TopLevel): Pick<CompilationUnit, 'types' | 'implicitMembers'> {
  if (parts.types.length === 0) return parts;
  const types = parts.types.map((type, position) => {
    const next = parts.types[position + 1]?.start ?? Number.POSITIVE_INFINITY;
    const thrownOut = parts.implicitMembers.filter(({ start }) => start > type.start && start < next);
    const end = thrownOut.at(-1)?.end ?? type.end;
    return { ...type, members: [...type.members, ...thrownOut], end, body: { start: type.body.start, end } };
  });
  return { types, implicitMembers: [] };
}

function readTopLevel(conversion: Conversion, first: number, end: number, parts: TopLevel): void {
  for (let index = first; index < end; index = nextOf(conversion, index)) {
    const kind = kindAt(conversion, index);
    if (kind === Kind.error) readTopLevel(conversion, index + 1, nextOf(conversion, index), parts);
    else if (kind === Kind.import_declaration) parts.imports.push(importDeclaration(conversion, index));
    else if (kind === Kind.package_declaration) parts.packageName = declaredName(conversion, index);
    else if (kind === Kind.module_declaration) parts.moduleName = declaredName(conversion, index);
    else readDeclaration(conversion, index, kind, parts);
  }
}

function readDeclaration(conversion: Conversion, index: number, kind: number, parts: TopLevel): void {
  if (isTypeDeclarationKind(kind)) {
    parts.types.push(convertTypeDeclaration(conversion, index));
  } else if (kind === Kind.local_variable_declaration) {
    parts.implicitMembers.push(convertField(conversion, index));
  } else if (kind === Kind.method_declaration) {
    const method = convertMember(conversion, index);
    if (method !== null) parts.implicitMembers.push(method);
  } else if (STATEMENT_KINDS.has(kind)) {
    // The grammar accepts statements where Java has declarations only.
    const message = 'class, interface, enum, record or method declaration expected';
    conversion.errors.push({ ...placeOf(conversion, index), message });
  }
}

function declaredName(conversion: Conversion, index: number): string {
  const name = childrenOf(conversion, index).find((child) => isNameKind(kindAt(conversion, child)));
  return name === undefined ? '' : dottedName(conversion, name);
}

function isNameKind(kind: number): boolean {
  return kind === Kind.identifier || kind === Kind.scoped_identifier;
}

function importDeclaration(conversion: Conversion, index: number): ImportDeclaration {
  const keyword = childOfKind(conversion, index, Kind.token);
  const word = keyword < 0 ? '' : textAt(conversion, keyword);
  return {
    kind: 'ImportDeclaration',
    ...placeOf(conversion, index),
    form: word === 'static' || word === 'module' ? word : 'type',
    name: declaredName(conversion, index),
    onDemand: childOfKind(conversion, index, Kind.asterisk) >= 0,
  };
}
