import base from "./playwright.config.ts";

/** axe's walks through all states of the page, one at a time: `npm run axe`. */
export default { ...base, testDir: "walks", workers: 1, reporter: [["list"]] };
