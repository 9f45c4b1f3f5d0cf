/**
 * What columns are called by those who keep portfolios, in Spanish, Portuguese and English, without fillers (`de`, `da`,
 * `of`) and accents. The order is the order of fields; within a field the usual names come first.
 */
export const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  'debtor.id': [
    'customer id|client id|debtor id|customer number|customer code|client code|customer|client|debtor|borrower id|borrower|national id|tax id',
    'cliente id|id cliente|codigo cliente|numero cliente|cod cliente|nro cliente|cliente|deudor id|id deudor|codigo deudor|deudor|cedula|documento|numero documento|nro documento|identificacion|numero identificacion|nit|rut|rfc|dni|cuit|ruc|curp|titular id|id titular',
    'codigo cliente|numero cliente|devedor|id devedor|codigo devedor|cpf|cnpj|cpf cnpj|matricula|sacado',
  ],
  'debtor.name': [
    'customer name|client name|debtor name|borrower name|full name|name|company name',
    'nombre|nombre cliente|nombre deudor|nombre completo|nombres apellidos|nombres|razon social|titular|nombre titular|nombre razon social',
    'nome|nome cliente|nome devedor|nome completo|razao social|nome razao social|nome sacado',
  ],
  'debtor.email': [
    'email|e mail|mail|email address',
    'correo|correo electronico|correo cliente|email cliente|mail cliente',
    'endereco email|email cliente|correio eletronico',
  ],
  'debtor.phone': [
    'phone|phone number|mobile|mobile phone|cell|cell phone|telephone|mobile number',
    'telefono|numero telefono|celular|numero celular|movil|telefono movil|telefono celular|tel|telefono cliente|telefono contacto',
    'telefone|telefone celular|telefone contato|numero telefone|fone',
  ],
  'debtor.whatsapp': ['whatsapp|whats app|whatsapp number|numero whatsapp|celular whatsapp|telefono whatsapp|telefone whatsapp'],
  'debtor.language': ['language|idioma|lengua|lingua|preferred language'],
  'debtor.country': ['country|country code|pais|codigo pais'],
  'debtor.subdivision': ['state|province|region|departamento|provincia|estado residencia|region|uf|subdivision|department'],
  'debtor.timezone': ['time zone|timezone|zona horaria|huso horario|fuso horario|fuso'],
  'debtor.postal': ['address|postal address|street|direccion|domicilio|direccion correspondencia|endereco|direccion postal'],
  'debtor.preferredChannel': ['preferred channel|channel preference|canal preferido|canal preferencia|canal preferencial'],
  'debtor.paperless': [
    'paperless|paperless bill|e bill|electronic bill|factura electronica|factura digital|fatura digital|fatura eletronica',
  ],
  'debtor.ceaseRequest': ['do not contact|no contactar|nao contatar|opt out|cease'],
  'debtor.attributes': [
    'age|gender|sex|education|occupation|city|marital status|edad|genero|sexo|educacion|escolaridad|ocupacion|profesion|ciudad|municipio|estado civil|idade|escolaridade|educacao|profissao|cidade',
  ],
  'account.id': [
    'account id|account number|account|loan id|loan number|loan|invoice number|invoice id|invoice no|invoice|contract|contract number|contract id|credit id|card number|bill number|bill id',
    'cuenta|numero cuenta|nro cuenta|id cuenta|codigo cuenta|credito|numero credito|nro credito|id credito|numero prestamo|prestamo|id prestamo|factura|numero factura|nro factura|no factura|id factura|folio|contrato|numero contrato|nro contrato|obligacion|numero obligacion|nro obligacion|numero operacion|operacion|pagare|documento cobro|poliza',
    'conta|numero conta|fatura|numero fatura|nota fiscal|numero nota fiscal|titulo|numero titulo|emprestimo|numero emprestimo|boleto|numero boleto|nosso numero',
  ],
  'account.product': [
    'product|product type|product name|loan type|producto|tipo producto|linea credito|tipo credito|produto|tipo produto|linha credito',
  ],
  'account.currency': ['currency|currency code|moneda|divisa|codigo moneda|moeda'],
  'account.balance': [
    'balance|outstanding|outstanding balance|amount due|balance due|invoice amount|amount|total due|open amount|total amount|debt|amount owed|current balance',
    'saldo|saldo total|saldo actual|saldo pendiente|saldo deuda|deuda|deuda total|monto adeudado|monto|importe|importe pendiente|valor|valor factura|valor cuota|valor deuda|monto factura|importe factura|monto deuda|saldo vencido|total pagar|valor pagar|monto pendiente|cuota|monto cuota|saldo insoluto',
    'saldo devedor|valor devido|divida|valor divida|montante|valor fatura|valor titulo|valor parcela|valor aberto|saldo atual',
  ],
  'account.principal': [
    'principal|original amount|loan amount|capital|original balance|disbursed amount|monto original|monto prestamo|monto credito|saldo capital|valor credito|valor prestamo|monto desembolsado|capital inicial|valor original|valor emprestimo|valor principal|valor financiado',
  ],
  'account.dueDate': [
    'due date|due|date due|payment due date|maturity|maturity date|due on',
    'vencimiento|fecha vencimiento|fecha vence|vence|fecha limite pago|fecha limite|fecha pago limite|fecha cuota|f vencimiento|fec vencimiento|fecha vto|vto|venc|fch vencimiento|fecha venc',
    'vencimento|data vencimento|dt vencimento|data venc|data limite pagamento',
  ],
  'account.openedAt': [
    'invoice date|issue date|issued|opened|open date|opened at|origination date|effective date|start date|loan date|date issued|disbursement date|contract date|bill date|creation date',
    'fecha factura|fecha emision|emision|fecha apertura|apertura|fecha desembolso|desembolso|fecha inicio|fecha alta|fecha otorgamiento|fecha originacion|fecha credito|fecha documento|f emision|fec emision',
    'data emissao|emissao|data abertura|data contratacao|data inicio|data contrato|dt emissao|data desembolso|data fatura',
  ],
  'account.status': [
    'status|account status|state account|loan status|estado|estado cuenta|estado credito|estatus|situacion|situacao|status conta|estado factura',
  ],
  'account.segment': ['segment|segmento|risk segment|segmento riesgo|customer segment|segmento cliente|perfil|tramo riesgo'],
  'account.score': ['score|credit score|puntaje|calificacion|puntaje riesgo|scoring|score credito|pontuacao'],
  'account.tags': ['tags|labels|etiquetas|marcas'],
  'account.attributes': [
    'disputed|dispute|in dispute|disputa|disputada|en disputa|contestado|contestada|branch|sucursal|agencia|filial|sede|vendedor|ejecutivo|asesor|campaign|campana|campanha',
  ],
  'payment.at': [
    'settled date|settled|paid date|payment date|date paid|paid at|paid off time|paid off|paid|paid on|settlement date|clear date|last payment date|payoff date',
    'fecha pago|pagado|fecha pagado|pagada|fecha cancelacion pago|fecha abono|fecha ultimo pago|fecha liquidacion|fecha recaudo|f pago|fec pago|pagado el|liquidado',
    'data pagamento|pago em|dt pagamento|data ultimo pagamento|data liquidacao|data quitacao|data baixa|data recebimento',
  ],
  'payment.amount': [
    'paid amount|payment amount|amount paid|last payment amount|monto pagado|monto pago|valor pagado|importe pagado|pago|abono|valor abono|monto abono|valor recaudado|valor pago|montante pago|valor recebido|ultimo pago',
  ],
  'event.promise.made.at': [],
  'event.dispute.opened.at': ['dispute date|dispute opened|fecha disputa|fecha reclamo|data disputa|data contestacao'],
  'event.account.cancelled.at': ['cancellation date|cancelled at|fecha baja|fecha cancelacion|data cancelamento'],
};

/** What a heading may hold that is worked out from dates and events, so that nothing is to be read there. */
export const DERIVED_HEADINGS: readonly string[] = [
  'days late|days to settle|days past due|past due days|dpd|days overdue|aging|bucket|terms',
  'dias mora|dias atraso|dias vencido|dias vencidos|mora|tramo|tramo mora|rango mora|edad mora|altura mora|plazo',
  'dias em atraso|dias atraso|atraso|faixa atraso|prazo',
];
