/**
 * What the content policy of this page lets style tags in by. Browsers hide it from the attribute, so it is read as a
 * property. react-remove-scroll, under Mantine's dialogs, looks for it where webpack would have put it.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

Object.assign(globalThis, { __webpack_nonce__: nonce });
