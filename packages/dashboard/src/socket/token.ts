const STORAGE_KEY = "clusterdeck.token";

/**
 * Local storage belongs to one origin, so each supervisor's address keeps its own token.
 *
 * A token that was given is only tried at first: any page can open this one with a token of its own
 * in the address, and must not put that into the place of the one that is right.
 */
export interface TokenStore {
  /** The one that is tried, else the one that is kept. */
  read(): string | null;
  /** Has a token tried. */
  try(token: string): void;
  /** The one that was tried is right: from now on it is the one that is kept. */
  keep(): void;
  /**
   * This token was refused. Another that has come into its place meanwhile, from another tab too, is
   * left alone: a tab that slept hears late that the token it once had was changed.
   */
  forget(refused: string): void;
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
  let tried: string | null = null;
  let held: string | null = null;
  const attempt = <T>(action: () => T, fallback: T): T => {
    try {
      return action();
    } catch {
      return fallback;
    }
  };
  const stored = () => attempt(() => window.localStorage.getItem(STORAGE_KEY), null);
  return {
    read: () => tried ?? stored() ?? held,
    try(token) {
      tried = token;
    },
    keep() {
      const token = tried;
      if (token === null) return;
      tried = null;
      held = token;
      attempt(() => window.localStorage.setItem(STORAGE_KEY, token), undefined);
    },
    forget(refused) {
      if (tried === refused) tried = null;
      if (held === refused) held = null;
      if (stored() !== refused) return;
      attempt(() => window.localStorage.removeItem(STORAGE_KEY), undefined);
    },
    onOtherTab(listener) {
      window.addEventListener("storage", ({ key, newValue }) => {
        if (key === STORAGE_KEY && newValue !== null) listener();
      });
    },
  };
}
