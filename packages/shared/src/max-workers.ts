/** How many a fleet may have. */
export const MAX_WORKERS = 1024;
