import type { ApiPorts } from './apiPorts.ts';

/** So long after its end a key may still open the doors of other processes; those of this one are shut at once. */
const rememberMs = 1_000;
/** More keys than are in use at a time. */
const mostKeys = 10_000;

type Found = ReturnType<ApiPorts['accounts']['findKey']>;

/** The same ports, but who holds a key is asked once a second, not once a request. Unknown keys are not remembered. */
export function rememberKeys<Needs extends Pick<ApiPorts, 'accounts' | 'admin'>>(ports: Needs): Needs {
  const remembered = new Map<string, { found: Found; until: number }>();

  const findKey = (keyId: string): Found => {
    const known = remembered.get(keyId);
    if (known !== undefined && performance.now() < known.until) return known.found;
    const found = ports.accounts.findKey(keyId);
    const entry = { found, until: performance.now() + rememberMs };
    if (remembered.size >= mostKeys) remembered.clear();
    remembered.set(keyId, entry);
    const forget = (): void => {
      if (remembered.get(keyId) === entry) remembered.delete(keyId);
    };
    found.then((key) => (key === null ? forget() : undefined), forget);
    return found;
  };

  return {
    ...ports,
    accounts: { ...ports.accounts, findKey },
    admin: {
      ...ports.admin,
      saveKeys: async (act, keys) => {
        try {
          return await ports.admin.saveKeys(act, keys);
        } finally {
          for (const { id } of keys) remembered.delete(id);
        }
      },
    },
  };
}
