import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/before-each-file.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // To load the product and to warm up an embedded database takes longer than most of the files do.
    isolate: false,
    maxWorkers: '100%',
    // Concurrent tests start processes: with several files at once, fewer of them at a time.
    maxConcurrency: 2,
    coverage: {
      provider: 'v8',
      include: ['machines/**/*.ts', 'src/**/*.ts', 'workers/**/*.ts'],
      // The commands run in processes of their own (tests/integration), where coverage does not follow.
      exclude: ['src/cli/**'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        lines: 90,
        branches: 85,
        'machines/**/*.ts': { lines: 100, branches: 100 },
      },
    },
  },
});
