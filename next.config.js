import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './app/request-config.ts',
  // Messages are parsed at build time: the browser gets a formatter of 2 kB in place of a parser of 9 kB.
  experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
});

/** What every answer says to the browser beside the policy for scripts, which proxy.ts writes for each page. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
];

/** A build for `npm run bench` has a page more, in a folder of its own: nothing of it is ever served to users. */
const forBench = process.env.CADENZA_BENCH ? { distDir: '.next-bench', pageExtensions: ['bench.tsx', 'tsx', 'ts'] } : {};

/** @type {import('next').NextConfig} */
const config = {
  ...forBench,
  poweredByHeader: false,
  devIndicators: false,
  // `npm run check` reads the types of the whole house; the build need not read them again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // They find their own files (WebAssembly, SQL, holiday tables) beside themselves, which a bundle would hide.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pg-boss', 'date-holidays', 'mjml-browser', 'cheerio'],
  experimental: { authInterrupts: true },
  headers: async () => [{ source: '/:path*', headers }],
};

export default withNextIntl(config);
