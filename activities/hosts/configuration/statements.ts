/** What a file says in one line. */
export interface Statement {
  /** With its section, as it is: for comparing. */
  readonly said: string;
  /** The same without secrets: for people. */
  readonly shown: string;
}

const NAME = String.raw`(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?![a-z])|pwd|secret|token|credential|authorization|_key|\bkey)`;
const OPTION = new RegExp(String.raw`(${NAME}\w*["']?\s*[=:]\s*)(.*)`, 'i');
const WORDS = /(\b(?:password|passwd|passphrase|secret)\s+)(?![=:\s]).+/i;
const ELEMENT = new RegExp(String.raw`(<\w*${NAME}\w*[^>]*>)[^<]+`, 'gi');
const LOGIN = /(\/\/|,)([^\s:/@,]*):[^\s@]*@/g;
const KEY = /-----(BEGIN|END) [A-Z ]*PRIVATE KEY-----/;

/**
 * What a text says, each line with its section; comments and order are no matter. Hidden are values of options, elements and words that are
 * secret by their name, with the lines that go on with them; private keys, logins in URLs, and `secrets`.
 */
export function statementsOf(text: string, secrets: readonly string[]): readonly Statement[] {
  let section = '';
  let inKey = false;
  /** How far the secret option is indented whose value may go on. */
  let hiddenBelow = Infinity;
  return text.split('\n').flatMap((line) => {
    const said = line.trim();
    if (said === '' || /^[#;]/.test(said)) return [];
    const indent = line.search(/\S/);
    const goesOn = indent > hiddenBelow;
    if (!goesOn) hiddenBelow = OPTION.test(said) ? indent : Infinity;
    const key = KEY.exec(said)?.[1];
    const hidden = goesOn || (inKey && key === undefined);
    if (key !== undefined) inKey = key === 'BEGIN' && !said.includes('-----END');
    if (!hidden && /^\[.*\]$/.test(said)) {
      section = `${said} `;
      return [];
    }
    const shown = hidden ? '***' : masked(said, secrets);
    return [{ said: section + evened(said), shown: masked(section, secrets) + evened(shown) }];
  });
}

function masked(line: string, secrets: readonly string[]): string {
  return secrets
    .reduce((text, secret) => text.replaceAll(secret, '***'), line)
    .replace(OPTION, (_all, option: string, value: string) => (value === '' ? option : `${option}***`))
    .replace(WORDS, '$1***')
    .replaceAll(ELEMENT, '$1***')
    .replaceAll(LOGIN, '$1$2:***@')
    .replace(/(-----BEGIN [A-Z ]*PRIVATE KEY-----).+/, '$1***')
    .replaceAll(/\p{Cc}/gu, '?');
}

/** However many blanks are around it. */
function evened(said: string): string {
  return said.replace(/^([\w.-]+)\s*=\s*/, '$1 = ');
}
