/** Variables of the workers' environment; `undefined` takes one away that the supervisor has. */
export type WorkerVariables = Readonly<Record<string, string | undefined>>;

/**
 * What a configuration file may say: the options of the command line in camelCase, with the same
 * units, and what has no option there. What is not given has the command line's default.
 */
export interface ClusterdeckConfig {
  /** The file that starts the app; relative to the configuration file. */
  readonly entry?: string;
  /** Arguments for the app. */
  readonly args?: readonly string[];
  /** Node's own flags for the workers: `--name` or `--name=value`. */
  readonly nodeFlags?: readonly string[];
  /**
   * Added to the environment of every worker; or a function that gives, for a slot (1 upward), what
   * is added to its worker's. It is called at the start and before each fork.
   */
  readonly env?: WorkerVariables | ((slot: number) => WorkerVariables);
  /** Added to the environment of single workers, by slot; wins over `env`. */
  readonly slotEnv?: Readonly<Record<number, WorkerVariables>>;

  /** Workers to keep, 0 to 1024; "max" is one a core. Default "max". */
  readonly workers?: number | "max";
  /** Default 4500, or the next free one; 0 is any free one. */
  readonly dashboardPort?: number;
  /** Where the dashboard listens. Default 127.0.0.1. */
  readonly dashboardHost?: string;
  /** False: supervise only. */
  readonly dashboard?: boolean;
  /** The same as `dashboard: false`. */
  readonly noDashboard?: boolean;
  /** Open the dashboard in the browser. */
  readonly open?: boolean;
  /** At least 16 characters. Better given as CLUSTERDECK_TOKEN than in a file that is shared. */
  readonly token?: string;
  /** False: ask for no token; only on a loopback address. */
  readonly auth?: boolean;
  /** The same as `auth: false`. */
  readonly noAuth?: boolean;
  /** Refuse every command. */
  readonly readOnly?: boolean;
  /** Further host names to answer to, without a port. */
  readonly allowedHost?: string | readonly string[];
  /** How long a draining worker may finish its work, in ms. Default 5000. */
  readonly grace?: number;
  /** How long a new worker may take to serve, in ms. Default 30000. */
  readonly readyTimeout?: number;
  /** Reload when a file of the app is saved; with paths, also one of these, relative to this file. */
  readonly watch?: boolean | string | readonly string[];
  /** Processes that stand by, loaded, for one that dies, 0 to 16. */
  readonly spares?: number;
  /** How connections reach the workers. Default "round-robin". */
  readonly balance?: "round-robin" | "os";
  /** "ip": a client address stays with its worker. */
  readonly sticky?: "ip";
  /** Replace a worker that uses more: "512mb", "2gb". */
  readonly maxMemory?: string;
  /** Replace a worker that has served more requests. */
  readonly maxRequests?: number;
  /** Replace a worker that is older: "90s", "15m", "12h". */
  readonly maxAge?: string;
  /** Replace a worker whose event loop is blocked for so long, in ms. Default: never. */
  readonly killUnresponsive?: number;
  /** Log one JSON object a line. */
  readonly json?: boolean;
}

/** What a configuration file may export. */
export type ConfigExport =
  | ClusterdeckConfig
  | (() => ClusterdeckConfig | Promise<ClusterdeckConfig>);
