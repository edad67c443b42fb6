const STORAGE_KEY = "clusterdeck.token";

/** Local storage belongs to one origin, so each supervisor's address keeps its own token. */
export interface TokenStore {
  read(): string | null;
  write(token: string): void;
  forget(): void;
  /** Calls back when another tab of this origin has stored a token. */
  onOtherTab(listener: () => void): void;
}

/** The characters of an HTTP token (RFC 9110, 5.6.2): others can be in no subprotocol. */
const TOKEN_PATTERN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export function isSendableToken(token: string): boolean {
  return TOKEN_PATTERN.test(token);
}

/** Takes `token` out of a URL's fragment; what else the fragment holds is left in it. */
export function takeToken(hash: string): { token: string | null; hash: string } {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const token = parameters.get("token");
  if (token === null) return { token: null, hash };
  parameters.delete("token");
  const rest = parameters.toString();
  return { token: token === "" ? null : token, hash: rest === "" ? "" : `#${rest}` };
}

/** With storage forbidden by the browser, the token lives as long as the page does. */
export function createTokenStore(window: Window): TokenStore {
  let held: string | null = null;
  const attempt = <T>(action: () => T, fallback: T): T => {
    try {
      return action();
    } catch {
      return fallback;
    }
  };
  return {
    read: () => attempt(() => window.localStorage.getItem(STORAGE_KEY), null) ?? held,
    write(token) {
      held = token;
      attempt(() => window.localStorage.setItem(STORAGE_KEY, token), undefined);
    },
    forget() {
      held = null;
      attempt(() => window.localStorage.removeItem(STORAGE_KEY), undefined);
    },
    onOtherTab(listener) {
      window.addEventListener("storage", ({ key, newValue }) => {
        if (key === STORAGE_KEY && newValue !== null) listener();
      });
    },
  };
}
