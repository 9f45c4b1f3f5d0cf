import { describe, expect, it } from 'vitest';
import { safeNext } from './sign-in.ts';

describe('where a sign-in leads', () => {
  it('is the path that was asked for, with its query', () => {
    expect(safeNext('/inbox?channel=sms&contact=1-a-2')).toBe('/inbox?channel=sms&contact=1-a-2');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', null])(
    'never leaves this site: %s',
    (next) => {
      expect(safeNext(next)).toBe('/');
    },
  );
});
