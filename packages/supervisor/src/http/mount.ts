import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { MountedDashboard } from "../api/embedded-supervisor.ts";

/** What a server hands its requests and upgrades to. */
export type Mount = Pick<MountedDashboard, "request" | "upgrade">;

/** Frameworks cut off of `url` what they have dealt with, and keep all of it here. */
type FrameworkRequest = IncomingMessage & { originalUrl?: string };

/**
 * Serves an app that listens nowhere by the requests of another server, below a path of that.
 *
 * @param path begins with a slash and does not end with one; empty for all that comes
 */
export function mountAt(path: string, app: FastifyInstance): Mount {
  /** What follows the path; null where the request is for something else. */
  const restOf = (request: FrameworkRequest): string | null => {
    const url = request.originalUrl ?? request.url ?? "";
    if (!url.startsWith(path)) return null;
    const rest = url.slice(path.length);
    return rest === "" || /^[/?]/.test(rest) ? rest : null;
  };
  return {
    request: (request, response) => {
      const rest = restOf(request);
      if (rest === null) return false;
      if (rest.startsWith("/")) {
        request.url = rest;
        app.routing(request, response);
      } else {
        // The page's own addresses are relative to a folder.
        response.writeHead(308, { location: `${lastPartOf(path)}/${rest}` }).end();
      }
      return true;
    },
    upgrade: (request, socket, head) => {
      const rest = restOf(request);
      if (rest === null) return false;
      request.url = rest;
      app.server.emit("upgrade", request, socket, head);
      return true;
    },
  };
}

/** Relative, so that it leads nowhere else where a proxy stands before. */
function lastPartOf(path: string): string {
  return `./${path.slice(path.lastIndexOf("/") + 1)}`;
}
