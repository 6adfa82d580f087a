import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** The environment docker-compose.yml gives a service, as it would arrive there with both secrets set. */
export function composeSettings(service: string): Record<string, string> {
  const file = schema.parse(parse(readFileSync(composeFile, 'utf8'), { merge: true }));
  const environment = file.services[service]?.environment;
  if (environment === undefined) throw new Error(`docker-compose.yml gives ${service} no settings`);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, substituted(String(value))]));
}

const composeFile = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));

const schema = z.object({
  services: z.record(
    z.string(),
    z.object({ environment: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
  ),
});

/** `${NAME:?message}`: a secret that must be set. */
function substituted(value: string): string {
  return value.replace(/\$\{(\w+):\?[^}]*\}/g, (_whole, name: string) => `a secret for ${name}`);
}
