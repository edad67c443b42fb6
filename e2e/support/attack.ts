/** What a hostile page is up against, and what it knows. */
export interface Prey {
  readonly origin: string;
  /** As if it had leaked. */
  readonly token: string;
}

/** What each try came to: "nothing", or what was got by it. */
export type Loot = Readonly<Record<string, string>>;

/**
 * Everything that a page of another origin can try by itself. Runs in the page, so it refers to
 * nothing outside. Whether a command was run shows at the supervisor alone: an answer that cannot be
 * read is no proof.
 */
export async function attack({ origin, token }: Prey): Promise<Loot> {
  const NOTHING = "nothing";
  const PATIENCE_MS = 3_000;
  const STATE = `${origin}/api/v1/state`;
  const COMMANDS = `${origin}/api/v1/commands`;
  const STREAM = `${origin.replace("http", "ws")}/api/v1/stream`;
  const COMMAND = '{"type":"scale","target":7}';

  /** A page of the same origin may read that it is refused. */
  const read = (text: string | null | undefined) =>
    (text ?? "").trim() === "" || /"code":"forbidden-(?:host|origin)"/.test(text ?? "")
      ? NOTHING
      : (text ?? "").slice(0, 40);
  const patience = () =>
    new Promise<string>((resolve) => setTimeout(() => resolve(NOTHING), PATIENCE_MS));
  const fetched = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    // An opaque answer says nothing, not even its status.
    if (!response.ok) return NOTHING;
    return `${response.status} ${(await response.text()).slice(0, 40)}`;
  };
  const asked = (method: string, url: string, type: string, bearer: string | null) =>
    new Promise<string>((resolve) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.withCredentials = true;
      if (bearer !== null) request.setRequestHeader("authorization", `Bearer ${bearer}`);
      if (method === "POST") request.setRequestHeader("content-type", type);
      request.addEventListener("error", () => resolve(NOTHING));
      request.addEventListener("load", () =>
        resolve(request.status < 300 ? `${request.status}` : NOTHING),
      );
      request.send(method === "POST" ? COMMAND : null);
    });
  const streamed = (protocols: string[]) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(STREAM, protocols);
      socket.addEventListener("open", () => socket.send(COMMAND));
      socket.addEventListener("open", () => resolve("a stream"));
      socket.addEventListener("error", () => resolve(NOTHING));
    });
  const loaded = (element: HTMLElement, attributes: Record<string, string>) =>
    new Promise<string>((resolve) => {
      element.addEventListener("load", () => resolve(`a <${element.localName}> that loads`));
      element.addEventListener("error", () => resolve(NOTHING));
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
    });
  /** A frame tells that it has loaded even when it shows an error: what counts is what can be read. */
  const framed = async (element: HTMLElement, attribute: string, url: string) => {
    const settled = loaded(element, { [attribute]: url });
    await Promise.race([settled, patience()]);
    return read((element as HTMLIFrameElement).contentDocument?.documentElement.textContent);
  };
  const posted = (enctype: string) => {
    const frame = document.createElement("iframe");
    frame.name = `to-${enctype}`;
    const form = document.createElement("form");
    Object.assign(form, { method: "POST", action: COMMANDS, enctype, target: frame.name });
    const input = document.createElement("input");
    // As text/plain it is sent as name=value, which is made to be JSON.
    Object.assign(input, { name: '{"type":"scale","target":7,"id":"', value: '"}' });
    form.append(input);
    document.body.append(frame, form);
    return new Promise<string>((resolve) => {
      frame.addEventListener("load", () => {
        resolve(read(frame.contentDocument?.documentElement.textContent));
      });
      form.submit();
    });
  };
  const opened = async (url: string) => {
    const other = window.open(url);
    if (other === null) return NOTHING;
    const endMs = performance.now() + PATIENCE_MS;
    while (performance.now() < endMs) {
      if (other.closed) return NOTHING;
      // Throws once it is of another origin; until then it is the empty page.
      const text = read(other.document.documentElement.textContent);
      if (text !== NOTHING) return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return NOTHING;
  };

  const stream = "clusterdeck.v1";
  const json = "application/json";
  const tries: Record<string, () => Promise<string>> = {
    "fetch the state": () => fetched(STATE),
    "fetch the state with credentials": () => fetched(STATE, { credentials: "include" }),
    "fetch the state without CORS": () => fetched(STATE, { mode: "no-cors" }),
    "fetch the state with the token": () =>
      fetched(STATE, { headers: { authorization: `Bearer ${token}` } }),
    "fetch the logs": () => fetched(`${origin}/api/v1/logs`),
    "fetch the page": () => fetched(`${origin}/`),
    "post a command as text": () =>
      fetched(COMMANDS, { method: "POST", mode: "no-cors", body: COMMAND }),
    "post a command as a blob of JSON": () =>
      fetched(COMMANDS, { method: "POST", body: new Blob([COMMAND], { type: json }) }),
    "post a command with the token": () =>
      fetched(COMMANDS, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": json },
        body: COMMAND,
      }),
    "ask by XMLHttpRequest": () => asked("GET", STATE, json, null),
    "ask by XMLHttpRequest with the token": () => asked("GET", STATE, json, token),
    "command by XMLHttpRequest as text": () => asked("POST", COMMANDS, "text/plain", null),
    "command by XMLHttpRequest with the token": () => asked("POST", COMMANDS, json, token),
    "send a beacon": async () => {
      navigator.sendBeacon(COMMANDS, COMMAND);
      navigator.sendBeacon(COMMANDS, new Blob([COMMAND], { type: "text/plain" }));
      return NOTHING;
    },
    "open the stream": () => streamed([]),
    "open the stream by its name": () => streamed([stream]),
    "open the stream with the token": () => streamed([stream, `clusterdeck.token.${token}`]),
    "open an event source": () =>
      new Promise((resolve) => {
        const source = new EventSource(STATE);
        source.addEventListener("open", () => resolve("an event source"));
        source.addEventListener("error", () => {
          source.close();
          resolve(NOTHING);
        });
      }),
    "show it as an image": () => loaded(new Image(), { src: STATE }),
    "show the page's icon": () => loaded(new Image(), { src: `${origin}/favicon.svg` }),
    "run it as a script": () => loaded(document.createElement("script"), { src: STATE }),
    "run it as a module": () =>
      loaded(document.createElement("script"), { type: "module", src: STATE }),
    "import it": async () => JSON.stringify(await import(STATE)),
    "use it as a stylesheet": () =>
      loaded(document.createElement("link"), { rel: "stylesheet", href: STATE }),
    "frame the page": () => framed(document.createElement("iframe"), "src", `${origin}/`),
    "frame the state": () => framed(document.createElement("iframe"), "src", STATE),
    "frame the page as an object": () =>
      framed(document.createElement("object"), "data", `${origin}/`),
    "embed the page": () => framed(document.createElement("embed"), "src", `${origin}/`),
    "post a form as text": () => Promise.race([posted("text/plain"), patience()]),
    "post a form": () => Promise.race([posted("application/x-www-form-urlencoded"), patience()]),
    "post a form in parts": () => Promise.race([posted("multipart/form-data"), patience()]),
    "open the page and read it": () => opened(`${origin}/`),
    "open the state and read it": () => opened(STATE),
  };
  const loot: Record<string, string> = {};
  const tryOne = async ([name, run]: [string, () => Promise<string>]) => {
    loot[name] = await run().catch(() => NOTHING);
  };
  // All at once: most of them are waits for what must not come.
  await Promise.all(Object.entries(tries).map(tryOne));
  return loot;
}
