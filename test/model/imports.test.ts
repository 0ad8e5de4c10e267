import { describe, expect, it } from 'vitest';
import { importsNaming, staticImports } from '../../src/model/imports.ts';
import { factsOf } from './facts-of.ts';

const file = factsOf(`
import com.acme.Orders;
import com.acme.*;
import static com.acme.Names.Orders;
import static com.acme.Names.*;
import Loose;
class Shop {}
`);

describe('imports', () => {
  it('are found by the simple name that they bring, in their order', () => {
    expect(importsNaming(file, 'Orders').map(({ name }) => name)).toEqual(['com.acme.Orders', 'com.acme.Names.Orders']);
    expect(importsNaming(file, 'acme')).toEqual([]);
    expect(importsNaming(file, 'Loose')).toEqual([]);
  });

  it('of statics come by themselves', () => {
    expect(staticImports(file).map(({ name, onDemand }) => [name, onDemand])).toEqual([
      ['com.acme.Names.Orders', false],
      ['com.acme.Names', true],
    ]);
  });
});
