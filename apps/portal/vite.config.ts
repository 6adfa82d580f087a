import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API puts a fresh nonce in the place of this word, in each answer (apps/api/portalPages.ts). */
const nonce = 'MUSTER_NONCE';

export default defineConfig({
  plugins: [react()],
  html: { cspNonce: nonce },
  build: {
    // Inlined pictures and fonts would need a weaker content policy.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    // What counts is what the first load weighs: scripts/check/firstLoad.ts.
    chunkSizeWarningLimit: 1_000,
    // Nobody who starts the product waits for an analysis of a slow build.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
