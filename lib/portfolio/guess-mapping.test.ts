import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { invoiceFile } from '#lib/testing/invoice-file.ts';
import { guessMapping } from './guess-mapping.ts';
import { headingWords } from './heading-words.ts';

const guess = (...columns: (string | [heading: string, ...examples: string[]])[]) =>
  Object.fromEntries(
    guessMapping(
      columns.map((column) =>
        typeof column === 'string' ? { heading: column, examples: [] } : { heading: column[0], examples: column.slice(1) },
      ),
    ),
  );

/** Headings and the first cells below them; the public files quote nothing. */
function columnsOf(text: string): [string, ...string[]][] {
  const [head = '', ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  const cells = rows.slice(0, 20).map((row) => row.split(','));
  return head.split(',').map((heading, i) => [heading, ...cells.map((row) => row[i] ?? '').filter((cell) => cell !== '')]);
}

describe('the words of a heading', () => {
  it.each([
    ['FechaVencimiento', 'fecha vencimiento'],
    ['fecha_de_vencimiento', 'fecha vencimiento'],
    ['  FECHA DE VENCIMIENTO ', 'fecha vencimiento'],
    ['N.º de Crédito', 'numero credito'],
    ['Data de Emissão', 'data emissao'],
    ['customerID', 'customer id'],
  ])('%s are %s', (heading, words) => expect(headingWords(heading).join(' ')).toBe(words));
});

describe('guessing a mapping', () => {
  it.each([
    ['account.dueDate', ['Vencimiento', 'fecha_vencimiento', 'FECHA DE VTO', 'Due Date', 'dueDate', 'Data de Vencimento', 'DT_VENCIMENTO']],
    [
      'account.balance',
      ['Saldo', 'SALDO PENDIENTE', 'Monto adeudado', 'Outstanding Balance', 'amountDue', 'Saldo devedor', 'Valor da dívida'],
    ],
    ['debtor.id', ['Cédula', 'codigo_cliente', 'ID Cliente', 'Customer ID', 'CPF/CNPJ', 'Número de identificación']],
    ['debtor.email', ['Correo electrónico', 'E-mail', 'EMAIL', 'correo']],
    ['debtor.phone', ['Celular', 'Teléfono móvil', 'Telefone', 'Phone Number']],
    ['debtor.name', ['Nombre completo', 'Razón Social', 'Nome do cliente', 'Full Name']],
    ['payment.at', ['Fecha de pago', 'SettledDate', 'Data de pagamento', 'paid_off_time']],
    ['account.openedAt', ['Fecha de emisión', 'Fecha desembolso', 'Data de emissão', 'InvoiceDate']],
  ])('knows %s by many names', (field, headings) => {
    for (const heading of headings) expect([heading, guess('Factura', heading)[heading]]).toEqual([heading, field]);
  });

  it.each(['Crédito', 'Número de factura', 'invoice_no', 'Número da conta', 'Loan_ID', 'FOLIO'])('knows an account by %s', (heading) => {
    expect(guess(heading)).toEqual({ [heading]: 'account.id' });
  });

  it('gives a field once, to the heading that says it best', () => {
    expect(guess('Factura', 'Saldo total en mora del cliente', 'Saldo')).toEqual({ Factura: 'account.id', Saldo: 'account.balance' });
  });

  it('leaves alone what is worked out from dates, and what nobody knows', () => {
    expect(guess('Factura', 'Días de mora', 'DaysLate', 'dias em atraso', 'xyz')).toEqual({ Factura: 'account.id' });
  });

  it('makes an attribute of a column whose cells cannot be read as its field', () => {
    expect(guess('Factura', ['Estado', 'PAIDOFF', 'COLLECTION'], ['País', '391'])).toEqual({
      Factura: 'account.id',
      Estado: 'account.attributes.Estado',
      País: 'debtor.attributes.País',
    });
  });

  it('lets a wrong cell stand: the check will tell of it', () => {
    expect(guess('Factura', ['Saldo', '10.50', 'diez'])).toEqual({ Factura: 'account.id', Saldo: 'account.balance' });
  });

  it('takes no date for a column that holds none', () => {
    expect(guess('Factura', ['Vencimiento', 'pronto'])).toEqual({ Factura: 'account.id' });
  });

  it('reads a file without accounts as one of debtors', () => {
    expect(guess('Cédula', 'Nombre', 'Saldo', 'Fecha de pago')).toEqual({ Cédula: 'debtor.id', Nombre: 'debtor.name' });
  });

  it('reads the generated invoices as their mapping does', () => {
    const { columns } = JSON.parse(readFileSync('fixtures/mappings/invoices.json', 'utf8'));
    expect(guess(...columnsOf(invoiceFile(1)))).toEqual({ ...columns, disputed: 'account.attributes.disputed' });
  });
});

const IBM = '1-portfolios/ibm-accounts-receivable.mdY.csv';
const LOANS = '1-portfolios/loan-payments-500.csv';

describeWithInputs('guessing the public files', [IBM, LOANS], () => {
  const read = async (name: string) => {
    let text = '';
    for await (const piece of createReadStream(inputPath(name), 'utf8')) text += piece;
    return guess(...columnsOf(text));
  };

  it('finds in the invoices what a person would', async () => {
    expect(await read(IBM)).toEqual({
      countryCode: 'debtor.attributes.countryCode',
      customerID: 'debtor.id',
      invoiceNumber: 'account.id',
      InvoiceDate: 'account.openedAt',
      DueDate: 'account.dueDate',
      InvoiceAmount: 'account.balance',
      Disputed: 'account.attributes.Disputed',
      SettledDate: 'payment.at',
      PaperlessBill: 'debtor.attributes.PaperlessBill',
    });
  });

  it('finds in the loans what a person would, the principal being all that is owed', async () => {
    expect(await read(LOANS)).toEqual({
      Loan_ID: 'account.id',
      loan_status: 'account.attributes.loan_status',
      Principal: 'account.balance',
      effective_date: 'account.openedAt',
      due_date: 'account.dueDate',
      paid_off_time: 'payment.at',
      age: 'debtor.attributes.age',
      education: 'debtor.attributes.education',
      Gender: 'debtor.attributes.Gender',
    });
  });
});
