/**
 * A line of JSON with every secret taken out: members by their name, at any depth, and our own kinds of secret wherever
 * they stand, in the message of a driver's error as well. Working on the written line, it cannot miss a nested object.
 */
export function withoutSecrets(line: string): string {
  const named = line.replace(member, `$1"${censor}"`).replace(quotedMember, `$1$2"${censor}$2"`);
  return kinds.reduce((text, kind) => text.replace(kind, `$1${censor}`), named);
}

const censor = '[redacted]';

const names = '"(?:authorization|cookie|set-cookie|session|key|pepper|secret|secretHash|sealed|token|password)';

/** Its value is a text or a list. */
const member = new RegExp(`(${names}":)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\])`, 'gi');

/** In JSON within a text: as many backslashes before each of its quotes, and no more before the last one. */
const quotedMember = new RegExp(`((\\\\+)${names}\\2": *)\\2".*?(?<!\\\\)\\2"`, 'gi');

const kinds = [
  /\b(mst_[0-9a-z]+_)[0-9A-Za-z]+/g, // of a key its id stays: it says whose
  /\b(whsec_)[0-9A-Za-z+/=]+/g,
  /\b((?:Bearer|Basic) +)[\w.~+/=-]+/gi,
  /(muster-session=|[#?&]token=)[\w-]+/g,
  /(:\/\/[^\s/@:"]*:)[^\s/@"]+(?=@)/g, // the password in an address
];
