type SeedChannel = 'email' | 'sms' | 'whatsapp' | 'push' | 'voice' | 'letter';
type SeedStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'answered' | 'cancelled' | 'failed' | 'unknown';

export interface SeedDebtor {
  readonly externalId: string;
  readonly name: string | null;
  readonly country: string;
  readonly zone: string;
  readonly currency: string;
  readonly email: string;
  readonly phone: string;
  readonly postal: string;
  readonly prefers: SeedChannel | null;
  readonly dueDate: string;
  /** The day after the due date on which they paid; null where they have not. */
  readonly paidAfter: number | null;
  readonly accounts: readonly {
    readonly externalId: string;
    readonly product: string;
    readonly balance: number;
    readonly status: string;
  }[];
  /** What became of a step's contact, where it is not `delivered`. */
  readonly fate: Readonly<Record<string, { readonly status: SeedStatus; readonly reason: string | null }>>;
}

export interface SeedStep {
  readonly node: string;
  readonly label: string;
  readonly stage: string;
  readonly days: number;
  readonly at: string;
  readonly channel: SeedChannel;
  readonly isPreferred: boolean;
  readonly template: string;
  readonly topic: string;
  readonly words: (debtor: SeedDebtor, channel: SeedChannel) => { readonly subject: string | null; readonly body: string };
}

const firstName = (debtor: SeedDebtor) => debtor.name?.split(' ')[0] ?? 'cliente';
const bills = ({ accounts }: SeedDebtor) => accounts.map(({ externalId }) => externalId).join(' y ');
const LINK = 'https://pagos.andino.test/p/7QK2';

/** The journey of the articles, drawn out to letters, so that every band of heat and every channel is on the screen. */
export const STEPS: readonly SeedStep[] = [
  {
    node: 'aviso',
    label: 'Aviso de vencimiento',
    stage: 'pre',
    days: -5,
    at: '09:00',
    channel: 'email',
    isPreferred: true,
    template: 'aviso-vencimiento',
    topic: 'vencimiento',
    words: (debtor, channel) => ({
      subject: channel === 'email' ? 'Tu cuota vence en 5 días' : null,
      body:
        channel === 'email'
          ? `Hola ${firstName(debtor)}:\n\nTu cuota de ${bills(debtor)} vence en 5 días. Puedes pagarla desde hoy en tu enlace:\n\n${LINK}\n\nSi prefieres otra fecha u otro canal, responde este correo y lo arreglamos.\n\nCrédito Andino`
          : `Hola ${firstName(debtor)}, tu cuota de ${bills(debtor)} vence en 5 días. Págala cuando quieras: ${LINK}`,
    }),
  },
  {
    node: 'vence',
    label: 'Vence hoy',
    stage: 'due',
    days: 0,
    at: '10:00',
    channel: 'sms',
    isPreferred: false,
    template: 'vence-hoy',
    topic: 'vencimiento',
    words: (debtor) => ({
      subject: null,
      body: `Crédito Andino: ${firstName(debtor)}, tu cuota de ${bills(debtor)} vence hoy. Paga en ${LINK}`,
    }),
  },
  {
    node: 'recordatorio',
    label: 'Recordatorio amable',
    stage: 'early',
    days: 3,
    at: '09:00',
    channel: 'email',
    isPreferred: false,
    template: 'recordatorio',
    topic: 'mora',
    words: (debtor) => ({
      subject: 'Tu cuota sigue pendiente',
      body: `Hola ${firstName(debtor)}:\n\nLa cuota de ${bills(debtor)} venció hace 3 días y aún no vemos tu pago. Si ya pagaste, no hagas caso de este mensaje.\n\nPaga o acuerda otra fecha en ${LINK}\n\nCrédito Andino`,
    }),
  },
  {
    node: 'promesa',
    label: 'Ofrecer una promesa',
    stage: 'early',
    days: 12,
    at: '11:30',
    channel: 'whatsapp',
    isPreferred: false,
    template: 'ofrecer-promesa',
    topic: 'promesa',
    words: (debtor) => ({
      subject: null,
      body: `Hola ${firstName(debtor)}. Sabemos que a veces el mes se complica. ¿Qué día te queda bien pagar ${bills(debtor)}? Responde con una fecha y la dejamos anotada.`,
    }),
  },
  {
    node: 'voz',
    label: 'Mensaje de voz',
    stage: 'mid',
    days: 35,
    at: '16:00',
    channel: 'voice',
    isPreferred: false,
    template: 'voz-mora-media',
    topic: 'mora',
    words: (debtor) => ({
      subject: null,
      body: `Hola ${firstName(debtor)}. Te habla Crédito Andino. Tu cuota lleva más de un mes vencida. Marca uno para hablar con una persona, o dos para recibir opciones de pago.`,
    }),
  },
  {
    node: 'carta',
    label: 'Carta de opciones',
    stage: 'late',
    days: 65,
    at: '09:00',
    channel: 'letter',
    isPreferred: false,
    template: 'carta-opciones',
    topic: 'acuerdo',
    words: (debtor) => ({
      subject: 'Opciones para ponerte al día',
      body: `${debtor.name ?? 'Apreciado cliente'}:\n\nTu obligación ${bills(debtor)} lleva 65 días vencida. Queremos ayudarte a ponerte al día: puedes pagar en tres partes sin intereses adicionales, o acordar otra fecha.\n\nEntra a ${LINK} o llámanos sin costo.`,
    }),
  },
  {
    node: 'ultimo',
    label: 'Última opción',
    stage: 'late',
    days: 95,
    at: '09:30',
    channel: 'push',
    isPreferred: false,
    template: 'ultima-opcion',
    topic: 'acuerdo',
    words: (debtor) => ({
      subject: 'Todavía puedes acordar',
      body: `${firstName(debtor)}, tu acuerdo para ${bills(debtor)} sigue abierto hasta el viernes.`,
    }),
  },
];

const NAMES = [
  'Ana María Restrepo',
  'Carlos Andrés Muñoz',
  'Valentina Ríos',
  'José Luis Hernández',
  'María Fernanda Peña',
  'Rodrigo Soto',
  'Gabriela Núñez',
  'Diego Armando Castro',
  'Luciana Paredes',
  'Santiago Gutiérrez',
  'Paula Andrea Ospina',
  'Martín Echeverría',
  'Daniela Quispe',
  'Felipe Cárdenas',
  'Rosa Elena Vargas',
  null,
  'Andrés Felipe Zuluaga',
  'Comercializadora Los Andes S.A.S.',
];

const PLACES = [
  {
    country: 'CO',
    zone: 'America/Bogota',
    currency: 'COP',
    phone: '+57 300 555 01',
    postal: 'Carrera 7 # 71-21, Bogotá',
    balance: 18_490_000,
  },
  {
    country: 'MX',
    zone: 'America/Mexico_City',
    currency: 'MXN',
    phone: '+52 55 5550 01',
    postal: 'Av. Insurgentes Sur 553, Ciudad de México',
    balance: 324_050,
  },
  {
    country: 'CL',
    zone: 'America/Santiago',
    currency: 'CLP',
    phone: '+56 2 2555 01',
    postal: 'Av. Providencia 1208, Santiago',
    balance: 184_900,
  },
  {
    country: 'AR',
    zone: 'America/Argentina/Buenos_Aires',
    currency: 'ARS',
    phone: '+54 11 5550 01',
    postal: 'Av. Corrientes 1368, Buenos Aires',
    balance: 9_875_050,
  },
] as const;

/** Due dates spread over the bands up to 100 days past the clock of the seed, 2026-11-20. */
const DUE = [
  '2026-11-25',
  '2026-11-24',
  '2026-11-20',
  '2026-11-20',
  '2026-11-17',
  '2026-11-16',
  '2026-11-08',
  '2026-11-05',
  '2026-10-28',
  '2026-10-14',
  '2026-10-12',
  '2026-09-28',
  '2026-09-14',
  '2026-09-02',
  '2026-08-16',
  '2026-11-22',
  '2026-08-12',
  '2026-11-12',
];

const FATES: Readonly<Record<number, SeedDebtor['fate']>> = {
  0: { aviso: { status: 'read', reason: null } },
  2: { vence: { status: 'queued', reason: null } },
  3: { vence: { status: 'sent', reason: null } },
  4: { recordatorio: { status: 'cancelled', reason: 'exit' } },
  5: { recordatorio: { status: 'failed', reason: 'mailbox full' } },
  6: { promesa: { status: 'answered', reason: null }, vence: { status: 'read', reason: null } },
  7: { promesa: { status: 'unknown', reason: null } },
  8: { promesa: { status: 'read', reason: null } },
  9: { voz: { status: 'cancelled', reason: 'denied:co-l2300-hours' } },
  12: { carta: { status: 'sent', reason: null } },
};

/** The debtors of the stories. */
export const DEBTORS: readonly SeedDebtor[] = NAMES.map((name, index) => {
  const { balance, ...place } = PLACES[index === 0 ? 0 : index % PLACES.length] ?? PLACES[0];
  const number = 1041 + index * 7;
  const status = (DUE[index] ?? '') < '2026-11-20' ? 'overdue' : 'current';
  const first = { externalId: `CR-${number}`, product: 'Crédito de consumo', balance: balance + index * 100, status };
  const second = { externalId: `TC-${number}`, product: 'Tarjeta', balance: Math.round(balance / 3), status };
  return {
    ...place,
    externalId: `CLI-${20_310 + index * 13}`,
    name,
    email: `${(name ?? 'cliente').split(' ')[0]?.normalize('NFD').replace(/\W/g, '').toLowerCase()}.${number}@correo.test`,
    phone: `${place.phone}${10 + index}`,
    prefers: index % 5 === 1 ? 'whatsapp' : null,
    dueDate: DUE[index] ?? '2026-11-20',
    paidAfter: index === 4 ? 3 : null,
    accounts: index % 4 === 2 ? [first, second] : [first],
    fate: FATES[index] ?? {},
  };
});
