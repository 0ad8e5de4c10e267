// @ts-check
/** Writes Java projects of any size whose findings are known: what grows is the number of files, nothing else changes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Shape
 * @property {number} modules source roots
 * @property {number} handlers Lambda handlers of each module
 * @property {number} depth calls between a handler's constructor and what it keeps; one class each
 * @property {number} files Java files of each module, those of the handlers and calls included
 * @property {number} lines of a file that takes no part in a start-up, about
 */

/** Every so many handlers one keeps a unique value; the others read it in each request. */
const DEFECT_EVERY = 3;

/**
 * Writes the project and gives how many Java files, lines and findings (of `unique-value-in-init`) it has.
 * @param {string} directory is made; must not hold Java files
 * @param {Shape} shape
 */
export function generateProject(directory, shape) {
  const totals = { files: 0, lines: 0, findings: 0 };
  for (let module = 0; module < shape.modules; module++) {
    const name = `m${module}`;
    const folder = join(directory, name, 'src/main/java/com/acme', name);
    mkdirSync(folder, { recursive: true });
    /**
     * @param {string} type
     * @param {string} text
     */
    const write = (type, text) => {
      writeFileSync(join(folder, `${type}.java`), text);
      totals.files += 1;
      totals.lines += text.split('\n').length - 1;
    };
    let written = 0;
    for (let handler = 0; handler < shape.handlers; handler++) {
      const isDefect = (module * shape.handlers + handler) % DEFECT_EVERY === 0;
      write(`Handler${handler}`, handlerText(name, handler, isDefect));
      for (let step = 0; step < shape.depth; step++) {
        write(`Step${handler}x${step}`, stepText(name, handler, step, step === shape.depth - 1));
      }
      written += 1 + shape.depth;
      totals.findings += isDefect ? 1 : 0;
    }
    for (let service = 0; written < shape.files; service++, written++) {
      write(`Service${service}`, serviceText(name, service, shape.lines));
    }
  }
  return totals;
}

/**
 * @param {string} name
 * @param {number} handler
 * @param {boolean} isDefect
 */
function handlerText(name, handler, isDefect) {
  const value = `Step${handler}x0.value()`;
  return `package com.acme.${name};

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

public class Handler${handler} implements RequestHandler<String, String> {
  private final String id;

  public Handler${handler}() {
    id = ${isDefect ? value : `"handler ${handler}"`};
  }

  @Override
  public String handleRequest(String input, Context context) {
    return new Service0().method0(input.length()) + id + ${value};
  }
}
`;
}

/**
 * @param {string} name
 * @param {number} handler
 * @param {number} step
 * @param {boolean} isLast
 */
function stepText(name, handler, step, isLast) {
  return `package com.acme.${name};

import java.util.UUID;

final class Step${handler}x${step} {
  private Step${handler}x${step}() {}

  static String value() {
    return ${isLast ? 'UUID.randomUUID().toString()' : `Step${handler}x${step + 1}.value()`};
  }
}
`;
}

const METHOD_LINES = 14;

/**
 * Ordinary code: loops, collections, strings, lambdas.
 * @param {string} name
 * @param {number} service
 * @param {number} lines
 */
function serviceText(name, service, lines) {
  const methods = Array.from({ length: Math.max(1, Math.round(lines / METHOD_LINES)) }, (_, index) => {
    return `
  public String method${index}(int count) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % ${index + 2} == 0) {
        parts.add("part " + i + LABEL);
      } else {
        known.merge("key" + i, ${service}, Integer::sum);
      }
    }
    return parts.stream().map(part -> part.trim()).collect(Collectors.joining(","));
  }
`;
  });
  return `package com.acme.${name};

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public class Service${service} {
  private static final String LABEL = "service ${service}";
  private final Map<String, Integer> known = new HashMap<>();
${methods.join('')}}
`;
}
