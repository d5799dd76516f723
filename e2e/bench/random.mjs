// The same numbers for the same seed, everywhere.

/** A generator with 32 bits of state (mulberry32): good enough to choose places in a text. */
export class Random {
    #state;

    constructor(seed) {
        this.#state = seed >>> 0;
    }

    #next() {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return (mixed ^ (mixed >>> 14)) >>> 0;
    }

    /** From 0 to end, end excluded. */
    below(end) {
        return Math.floor((this.#next() / 0x1_0000_0000) * end);
    }

    letter() {
        return String.fromCharCode(97 + this.below(26));
    }

    word() {
        let word = '';
        for (let length = 2 + this.below(8); length > 0; length--) word += this.letter();
        return word;
    }
}
