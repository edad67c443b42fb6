/** Why a command or a request was refused. Each is stable and has one HTTP status. */
export const PROBLEM_STATUS = {
  malformed: 400,
  unauthorized: 401,
  "forbidden-host": 403,
  "forbidden-origin": 403,
  "read-only": 403,
  "not-found": 404,
  "no-such-slot": 404,
  "stale-generation": 409,
  busy: 409,
  "not-possible-now": 409,
  "shutting-down": 409,
  "too-slow": 408,
  "too-large": 413,
  "unsupported-media-type": 415,
  "upgrade-required": 426,
  "invalid-command": 422,
  "too-many": 429,
  internal: 500,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;
