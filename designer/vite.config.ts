import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const target = process.env['CAUCE_DEV_TARGET'] ?? 'http://127.0.0.1:8000';
const served = ['/api', '/p', '/pay', '/hooks', '/site'];

export default defineConfig(({ command }) => ({
  // Flask serves the build under its own static path; the dev server is the site itself.
  base: command === 'build' ? '/static/designer/' : '/',
  plugins: [react()],
  build: {
    outDir: '../app/static/designer',
    emptyOutDir: true,
    manifest: true,
    // An inlined asset would be a data: URL, which the server's content policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(served.map((path) => [`^${path}(/|$)`, { target, changeOrigin: false }])),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    // A whole form filled in key by key takes its time on a busy machine.
    testTimeout: 30_000,
  },
}));
