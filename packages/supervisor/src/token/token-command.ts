import { keptToken, rotatedToken, tokenFile } from "./token-file.ts";
import { UsageError } from "../options/usage-error.ts";

/**
 * `clusterdeck token` prints the kept token, with `--rotate` a new one that takes its place.
 *
 * @throws UsageError when it cannot be kept
 */
export function tokenCommand(
  isRotated: boolean,
  environment: NodeJS.ProcessEnv,
): { readonly out: string; readonly err: string } {
  const wanted = tokenFile(environment);
  const { token, file } = isRotated ? rotatedToken(wanted) : keptToken(wanted);
  if (file === null) {
    throw new UsageError(`the token cannot be written to ${wanted}: check who may write there`, 1);
  }
  const told = isRotated
    ? "The token is changed. Supervisors that use it take the new one within two seconds and print their new address; pages that are open ask for it.\n"
    : "";
  return { out: `${token}\n`, err: told };
}
