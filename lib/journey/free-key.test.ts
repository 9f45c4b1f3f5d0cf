import { describe, expect, it } from 'vitest';
import { freeKey, keyOf } from './free-key.ts';

describe('a key made of a name', () => {
  it('has letters, digits and single dashes only', () => {
    expect(keyOf('Mora temprana (Año 2)')).toBe('mora-temprana-ano-2');
    expect(keyOf('  ¿Cómo pagas?  ')).toBe('como-pagas');
    expect(keyOf('Ação — 50%')).toBe('acao-50');
  });

  it('is empty where nothing of the name can be written so', () => {
    expect(keyOf('催收 🙂')).toBe('');
  });

  it('leaves room for a number, and never ends in a dash', () => {
    expect(keyOf(`${'a'.repeat(55)} b`)).toBe('a'.repeat(55));
    expect(keyOf('x'.repeat(200))).toHaveLength(56);
  });
});

describe('a free key', () => {
  const taken = (...keys: string[]) => {
    const all = new Set(keys);
    return (key: string) => all.has(key);
  };

  it('is the wanted one where nobody has it', () => {
    expect(freeKey('mora', taken('otra'))).toBe('mora');
  });

  it('is the first number that is free', () => {
    expect(freeKey('mora', taken('mora', 'mora-2', 'mora-4'))).toBe('mora-3');
  });

  it('keeps within the length of a key', () => {
    const long = 'x'.repeat(64);
    expect(freeKey(long, taken(long))).toBe(`${'x'.repeat(62)}-2`);
  });
});
