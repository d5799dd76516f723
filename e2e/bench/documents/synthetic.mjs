// An editing session nobody had: where no trace is given, one of B4's size and habits.
import { Random } from '../random.mjs';

const EDITS = 259_778;
/** How often in a thousand a run of deletions begins; of four on average, which is B4's share of 30 per cent. */
const DELETION_RUNS_IN_THOUSAND = 106;
const LONGEST_DELETION_RUN = 7;
const LONGEST_BURST = 120;
/** Most bursts go on near the last one; the others begin anywhere. */
const JUMPS_IN_TEN = 3;

/** Bursts of typing, each with its share of deletions, at a cursor that mostly stays near. */
export function syntheticTrace(seed) {
    const random = new Random(seed);
    const transactions = [];
    let length = 0;
    let cursor = 0;
    const text = new Splices();
    while (transactions.length < EDITS) {
        if (random.below(10) < JUMPS_IN_TEN) cursor = random.below(length + 1);
        const burst = Math.min(1 + random.below(LONGEST_BURST), EDITS - transactions.length);
        let back = 0;
        for (let i = 0; i < burst; i++) {
            if (back === 0 && random.below(1000) < DELETION_RUNS_IN_THOUSAND) back = 1 + random.below(LONGEST_DELETION_RUN);
            if (back > 0 && cursor > 0) {
                back--;
                cursor--;
                length--;
                transactions.push({ edits: [{ position: cursor, deleted: 1, inserted: '' }] });
                text.replace(cursor, 1, '');
            } else {
                back = 0;
                const letter = random.below(6) === 0 ? ' ' : random.letter();
                transactions.push({ edits: [{ position: cursor, deleted: 0, inserted: letter }] });
                text.replace(cursor, 0, letter);
                cursor++;
                length++;
            }
        }
    }
    return { name: 'B4', concurrent: false, transactions, text: text.toString(), synthetic: `seed ${seed}` };
}

/** A text as an array with a gap at the last edit. */
class Splices {
    #before = [];
    #after = [];

    replace(position, deleted, inserted) {
        while (this.#before.length > position) this.#after.push(this.#before.pop());
        while (this.#before.length < position) this.#before.push(this.#after.pop());
        for (let i = 0; i < deleted; i++) this.#after.pop();
        for (const unit of inserted) this.#before.push(unit);
    }

    toString() {
        return this.#before.join('') + this.#after.reverse().join('');
    }
}
