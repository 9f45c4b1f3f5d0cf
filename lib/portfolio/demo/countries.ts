import type { Dice } from '#lib/base/dice.ts';

/** What debtors of a country have in common. */
export interface DemoCountry {
  readonly code: string;
  readonly currency: string;
  /** Roughly one US dollar in minor units (2026): only sizes of amounts hang on it. */
  readonly dollar: number;
  /** Amounts are multiples of this many minor units, as bills of the country are. */
  readonly step: number;
  /** Cities, with the zone where it is not the country's usual one. */
  readonly cities: readonly { readonly name: string; readonly zone?: string }[];
  /** A street and number as they are written there. */
  street(dice: Dice): string;
  /** An E.164 mobile number with five digits of its own; each has 555 in it, as made-up numbers do. */
  mobile(five: string, dice: Dice): string;
}

const at = (name: string, zone?: string) => (zone === undefined ? { name } : { name, zone });

/** The five countries of the demo portfolio. */
export const DEMO_COUNTRIES: Readonly<Record<'CO' | 'MX' | 'CL' | 'PE' | 'AR', DemoCountry>> = {
  CO: {
    code: 'CO',
    currency: 'COP',
    dollar: 400_000,
    step: 10_000,
    cities: [at('Bogotá'), at('Medellín'), at('Cali'), at('Barranquilla'), at('Bucaramanga'), at('Pereira'), at('Cartagena')],
    street: (dice) => `${dice.pick(['Calle', 'Carrera'])} ${dice.whole(5, 170)} # ${dice.whole(1, 99)}-${dice.whole(10, 98)}`,
    mobile: (five, dice) => `+573${dice.pick(['00', '01', '04', '10', '12', '15', '20'])}55${five}`,
  },
  MX: {
    code: 'MX',
    currency: 'MXN',
    dollar: 1_900,
    step: 1,
    cities: [at('Ciudad de México'), at('Guadalajara'), at('Monterrey'), at('Puebla'), at('Querétaro'), at('Cancún', 'America/Cancun')],
    street: (dice) =>
      `${dice.pick(['Av. Juárez', 'Calle Hidalgo', 'Av. Reforma', 'Calle Morelos', 'Calle Allende'])} ${dice.whole(12, 990)}`,
    mobile: (five, dice) => `+52${dice.pick(['55', '33', '81'])}555${five}`,
  },
  CL: {
    code: 'CL',
    currency: 'CLP',
    dollar: 950,
    step: 10,
    cities: [at('Santiago'), at('Valparaíso'), at('Concepción'), at('Antofagasta'), at('Punta Arenas', 'America/Punta_Arenas')],
    street: (dice) => `${dice.pick(['Av. Providencia', 'Los Leones', 'San Martín', 'Arturo Prat', 'Balmaceda'])} ${dice.whole(100, 4_900)}`,
    mobile: (five) => `+569555${five}`,
  },
  PE: {
    code: 'PE',
    currency: 'PEN',
    dollar: 375,
    step: 10,
    cities: [at('Lima'), at('Arequipa'), at('Trujillo'), at('Cusco'), at('Piura')],
    street: (dice) => `${dice.pick(['Jr. Puno', 'Av. Arequipa', 'Jr. Cusco', 'Av. Grau', 'Calle Lima'])} ${dice.whole(100, 2_900)}`,
    mobile: (five) => `+519555${five}`,
  },
  AR: {
    code: 'AR',
    currency: 'ARS',
    dollar: 140_000,
    step: 10_000,
    cities: [
      at('Buenos Aires'),
      at('Córdoba', 'America/Argentina/Cordoba'),
      at('Rosario'),
      at('Mendoza', 'America/Argentina/Mendoza'),
      at('La Plata'),
    ],
    street: (dice) => `${dice.pick(['Av. San Martín', 'Belgrano', 'Mitre', 'Rivadavia', 'Sarmiento'])} ${dice.whole(100, 4_900)}`,
    mobile: (five) => `+54911555${five}`,
  },
};

export type DemoCountryCode = keyof typeof DEMO_COUNTRIES;
