import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { budget } from './build/budget.ts';
import { precompress } from './build/precompress.ts';

const server = process.env.CODERUN_SERVER ?? 'http://127.0.0.1:8080';
// The server takes a cookie and a development login from its own pages alone: while developing, ours is one of them.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

export default defineConfig({
  plugins: [react(), budget(), precompress()],
  build: {
    target: 'es2023',
    // The content security policy allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    // Monaco is one lazy chunk of about 3 MB before compression.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // What several pages share is one file, not a dozen of some hundred bytes each.
              name: 'common',
              test: /\/src\/(?:ui|account|api)\/|\/node_modules\/(?:lucide-react|@radix-ui|@floating-ui)\//,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': proxied,
      '/auth': proxied,
      '/observe': proxied,
      '/collab': { ...proxied, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    environment: 'node',
    // Monaco and React are loaded once by each thread and not by each file: half the processor time.
    isolate: false,
    pool: 'threads',
  },
});
