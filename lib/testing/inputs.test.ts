import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithInputs, inputPath } from './inputs.ts';

describeWithInputs('inputs that may not be copied', ['1-portfolios/loan-payments-500.csv'], () => {
  it('are read where they stand', () => {
    expect(readFileSync(inputPath('1-portfolios/loan-payments-500.csv'), 'utf8')).toContain('Loan_ID');
  });
});
