/**
 * Which files' bodies and places an analysis looked at. What a result depends on beyond declarations is known then, and it
 * can stand for as long as those files stay.
 */
import type {
  AnnotationFact,
  FieldFact,
  FileFacts,
  InitializerFact,
  MethodFact,
  ParameterFact,
  TypeFact,
} from './facts.ts';

/** Notes reads of tracked facts while something is computed. */
export class ReadTracker {
  private reads: Set<string> | null = null;

  /** Runs `compute` and tells the files whose bodies or places it read. Does not nest: an inner call takes all. */
  during<T>(compute: () => T): { readonly result: T; readonly files: ReadonlySet<string> } {
    const outer = this.reads;
    const files = new Set<string>();
    this.reads = files;
    try {
      return { result: compute(), files };
    } finally {
      this.reads = outer;
    }
  }

  /** The same facts, whose bodies, places and annotation values tell the tracker when they are read. */
  tracked(facts: FileFacts): FileFacts {
    const note = (): void => void this.reads?.add(facts.file);
    return { ...facts, types: facts.types.map((type) => trackedType(type, note)) };
  }
}

function trackedType(type: TypeFact, note: () => void): TypeFact {
  const annotations = type.annotations.map((annotation) => trackedAnnotation(annotation, note));
  return watched(
    {
      ...type,
      annotations,
      fields: type.fields.map((field) => trackedField(field, note)),
      methods: type.methods.map((method) => trackedMethod(method, note)),
      initializers: type.initializers.map((one) => watched<InitializerFact>({ ...one }, ['body', 'span'], note)),
    },
    ['span', 'nameSpan'],
    note,
  );
}

function trackedField(field: FieldFact, note: () => void): FieldFact {
  const annotations = field.annotations.map((annotation) => trackedAnnotation(annotation, note));
  return watched({ ...field, annotations }, ['span', 'nameSpan'], note);
}

function trackedMethod(method: MethodFact, note: () => void): MethodFact {
  const parameters = method.parameters.map((parameter) => {
    const annotations = parameter.annotations.map((annotation) => trackedAnnotation(annotation, note));
    return watched<ParameterFact>({ ...parameter, annotations }, ['span'], note);
  });
  const annotations = method.annotations.map((annotation) => trackedAnnotation(annotation, note));
  return watched({ ...method, parameters, annotations }, ['body', 'span', 'nameSpan'], note);
}

function trackedAnnotation(annotation: AnnotationFact, note: () => void): AnnotationFact {
  return watched({ ...annotation }, ['elements', 'span'], note);
}

/** Replaces properties of `copy` by accessors that call `note`. Gives `copy`. */
function watched<T extends object>(copy: T, keys: readonly (keyof T & string)[], note: () => void): T {
  for (const key of keys) {
    const value = copy[key];
    Object.defineProperty(copy, key, {
      enumerable: true,
      get: () => {
        note();
        return value;
      },
    });
  }
  return copy;
}
