/** How many workers a fleet may have. */
export const MAX_WORKERS = 1024;
/** How many more processes may stand by. */
export const MAX_SPARES = 16;
/** The highest number of a slot: a spare has one of its own. */
export const MAX_SLOT = MAX_WORKERS + MAX_SPARES;
