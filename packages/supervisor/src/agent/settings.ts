/** What the supervisor tells an agent as its process is born; gone from there before the app runs. */
const SETTINGS_VARIABLE = "CLUSTERDECK_AGENT";

export interface AgentSettings {
  /** A spare: its listening is held back until the order `wake`. */
  readonly isHeld: boolean;
  /** It tells which files the app loads. */
  readonly tellsFiles: boolean;
}

const NO_SETTINGS: AgentSettings = { isHeld: false, tellsFiles: false };

export function settingsEnvironment(settings: AgentSettings): Record<string, string> {
  return { [SETTINGS_VARIABLE]: JSON.stringify(settings) };
}

/** Takes them out of the environment: the app's own children are told nothing. */
export function takeSettings(environment: NodeJS.ProcessEnv): AgentSettings {
  const text = environment[SETTINGS_VARIABLE];
  delete environment[SETTINGS_VARIABLE];
  return text === undefined ? NO_SETTINGS : (JSON.parse(text) as AgentSettings);
}
