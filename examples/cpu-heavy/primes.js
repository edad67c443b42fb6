"use strict";

/** Runs in a thread of the pool: how many primes lie below a number. */
module.exports = function countPrimes(below) {
  const isComposite = new Uint8Array(below);
  let count = 0;
  for (let candidate = 2; candidate < below; candidate += 1) {
    if (isComposite[candidate] === 1) continue;
    count += 1;
    for (let multiple = candidate * candidate; multiple < below; multiple += candidate) {
      isComposite[multiple] = 1;
    }
  }
  return count;
};
