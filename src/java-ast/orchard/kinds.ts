/**
 * The node kinds of the grammar that the conversion looks at, as small numbers: a `switch` over them is a jump table.
 * The keys are the grammar's own names, so that the mapping from the grammar needs no second list.
 */
export const Kind = {
  /** A named node that carries nothing for the tree, such as a piece of a string literal. */
  other: 0,
  /** A stretch that the grammar could not parse. */
  error: 1,
  semicolon: 2,
  colon: 3,
  /** A keyword that decides a form (`static`, `default`, `new`, …), and every token of a stretch with an error. */
  token: 4,
  operator: 5,
  identifier: 6,
  type_identifier: 7,
  decimal_integer_literal: 8,
  hex_integer_literal: 9,
  octal_integer_literal: 10,
  binary_integer_literal: 11,
  decimal_floating_point_literal: 12,
  hex_floating_point_literal: 13,
  true: 14,
  false: 15,
  character_literal: 16,
  string_literal: 17,
  null_literal: 18,
  underscore_pattern: 19,
  boolean_type: 20,
  void_type: 21,
  integral_type: 22,
  floating_point_type: 23,
  this: 24,
  super: 25,
  line_comment: 26,
  block_comment: 27,
  program: 28,
  cast_expression: 29,
  assignment_expression: 30,
  binary_expression: 31,
  instanceof_expression: 32,
  lambda_expression: 33,
  inferred_parameters: 34,
  ternary_expression: 35,
  unary_expression: 36,
  update_expression: 37,
  array_creation_expression: 38,
  dimensions_expr: 39,
  parenthesized_expression: 40,
  class_literal: 41,
  object_creation_expression: 42,
  field_access: 43,
  template_expression: 44,
  array_access: 45,
  method_invocation: 46,
  argument_list: 47,
  method_reference: 48,
  type_arguments: 49,
  wildcard: 50,
  dimensions: 51,
  switch_expression: 52,
  switch_block: 53,
  switch_block_statement_group: 54,
  switch_rule: 55,
  switch_label: 56,
  pattern: 57,
  type_pattern: 58,
  record_pattern: 59,
  record_pattern_body: 60,
  record_pattern_component: 61,
  guard: 62,
  block: 63,
  expression_statement: 64,
  labeled_statement: 65,
  assert_statement: 66,
  do_statement: 67,
  break_statement: 68,
  continue_statement: 69,
  return_statement: 70,
  yield_statement: 71,
  synchronized_statement: 72,
  throw_statement: 73,
  try_statement: 74,
  catch_clause: 75,
  catch_formal_parameter: 76,
  catch_type: 77,
  finally_clause: 78,
  try_with_resources_statement: 79,
  resource_specification: 80,
  resource: 81,
  if_statement: 82,
  while_statement: 83,
  for_statement: 84,
  enhanced_for_statement: 85,
  marker_annotation: 86,
  annotation: 87,
  annotation_argument_list: 88,
  element_value_pair: 89,
  element_value_array_initializer: 90,
  module_declaration: 91,
  package_declaration: 92,
  import_declaration: 93,
  asterisk: 94,
  enum_declaration: 95,
  enum_body: 96,
  enum_body_declarations: 97,
  enum_constant: 98,
  class_declaration: 99,
  visibility: 100,
  modifier: 101,
  modifiers: 102,
  type_parameters: 103,
  type_parameter: 104,
  type_bound: 105,
  superclass: 106,
  super_interfaces: 107,
  type_list: 108,
  permits: 109,
  class_body: 110,
  static_initializer: 111,
  constructor_declaration: 112,
  constructor_body: 113,
  explicit_constructor_invocation: 114,
  scoped_identifier: 115,
  field_declaration: 116,
  record_declaration: 117,
  annotation_type_declaration: 118,
  annotation_type_body: 119,
  annotation_type_element_declaration: 120,
  interface_declaration: 121,
  extends_interfaces: 122,
  interface_body: 123,
  constant_declaration: 124,
  variable_declarator: 125,
  array_initializer: 126,
  annotated_type: 127,
  scoped_type_identifier: 128,
  generic_type: 129,
  array_type: 130,
  formal_parameters: 131,
  formal_parameter: 132,
  receiver_parameter: 133,
  spread_parameter: 134,
  throws: 135,
  local_variable_declaration: 136,
  method_declaration: 137,
  compact_constructor_declaration: 138,
} as const;

/** One of the values of {@link Kind}. */
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Not in the table: brackets, commas and keywords that are implied by the node they are in. */
export const DROPPED = 255;

const OPERATORS = new Set(
  '= += -= *= /= &= |= ^= %= <<= >>= >>>= > < >= <= == != && || + - * / | ^ & % << >> >>> ~ ! ++ --'.split(' '),
);

const KEYWORDS = new Set(['static', 'module', 'default', 'new', 'extends']);

/** Named kinds whose children carry nothing: the walk does not go into them. */
const CHILDLESS: ReadonlySet<string> = new Set([
  'identifier',
  'type_identifier',
  'decimal_integer_literal',
  'hex_integer_literal',
  'octal_integer_literal',
  'binary_integer_literal',
  'decimal_floating_point_literal',
  'hex_floating_point_literal',
  'true',
  'false',
  'character_literal',
  'string_literal',
  'null_literal',
  'underscore_pattern',
  'boolean_type',
  'void_type',
  'integral_type',
  'floating_point_type',
  'this',
  'super',
  'visibility',
  'modifier',
  'asterisk',
  'line_comment',
  'block_comment',
]);

/** What the conversion needs to know about each of the grammar's node types; the index is the grammar's type id. */
export interface GrammarKinds {
  /** A {@link Kind}, or {@link DROPPED}. */
  readonly kinds: Uint8Array;
  /** 1 for types that are not descended into. */
  readonly childless: Uint8Array;
  /** The type's name, for messages about missing tokens. */
  readonly names: readonly string[];
}

/**
 * Builds the lookup tables from the grammar's type names.
 *
 * @param names the name of each type id
 * @param isNamed whether a type id is a named node; the others are tokens
 */
export function grammarKinds(names: readonly string[], isNamed: (typeId: number) => boolean): GrammarKinds {
  const kinds = new Uint8Array(names.length);
  const childless = new Uint8Array(names.length);
  names.forEach((name, typeId) => {
    const named = isNamed(typeId);
    kinds[typeId] = named ? namedKind(name) : tokenKind(name);
    childless[typeId] = !named || CHILDLESS.has(name) ? 1 : 0;
  });
  return { kinds, childless, names };
}

function namedKind(name: string): number {
  return (Kind as Readonly<Record<string, number>>)[name] ?? Kind.other;
}

function tokenKind(name: string): number {
  if (name === ';') return Kind.semicolon;
  if (name === ':') return Kind.colon;
  if (OPERATORS.has(name)) return Kind.operator;
  return KEYWORDS.has(name) ? Kind.token : DROPPED;
}
