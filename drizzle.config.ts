import type { Config } from 'drizzle-kit';

const config: Config = { dialect: 'postgresql', schema: './lib/db/schema/*.ts', out: './drizzle' };

export default config;
