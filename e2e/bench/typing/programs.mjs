// The program that is typed, in every language: 30 lines that read numbers and print three sums, right while OFFSET is 0.
// The keystroke that is measured puts a digit behind the mark, or takes it away: every test fails, or passes.

const PYTHON = `import sys

OFFSET = 0


def read():
    return [int(word) for word in sys.stdin.read().split()]


def total(numbers):
    result = 0
    for number in numbers:
        result += number
    return result


def squares(numbers):
    return sum(number * number for number in numbers)


def largest(numbers):
    return max(numbers)


numbers = read()
print(total(numbers) + OFFSET)
print(squares(numbers) + OFFSET)
print(largest(numbers) + OFFSET)
# `;

const JAVASCRIPT = `const { readFileSync } = require('node:fs');

const OFFSET = 0;

function read() {
    return readFileSync(0, 'utf8').trim().split(/\\s+/).map(Number);
}

function total(numbers) {
    let result = 0;
    for (const number of numbers) {
        result += number;
    }
    return result;
}

function squares(numbers) {
    return numbers.reduce((sum, number) => sum + number * number, 0);
}

function largest(numbers) {
    return Math.max(...numbers);
}

const numbers = read();
console.log(total(numbers) + OFFSET);
console.log(squares(numbers) + OFFSET);
console.log(largest(numbers) + OFFSET);
// `;

const C_BODY = (io) => `
static long total(const long *numbers, int count) {
    long result = 0;
    for (int i = 0; i < count; i++) {
        result += numbers[i];
    }
    return result;
}

static long squares(const long *numbers, int count) {
    long result = 0;
    for (int i = 0; i < count; i++) {
        result += numbers[i] * numbers[i];
    }
    return result;
}

static long largest(const long *numbers, int count) {
    long result = numbers[0];
    for (int i = 1; i < count; i++) {
        if (numbers[i] > result) result = numbers[i];
    }
    return result;
}
${io}
// `;

export const PROGRAMS = {
    python: { entry: 'main.py', text: PYTHON },
    javascript: { entry: 'main.js', text: JAVASCRIPT },
    typescript: {
        entry: 'main.ts',
        text: JAVASCRIPT.replace("const { readFileSync } = require('node:fs');", "import { readFileSync } from 'node:fs';").replaceAll('(numbers)', '(numbers: number[])').replace(/(console.log\(\w+)\(numbers: number\[\]\)/g, '$1(numbers)'),
    },
    c: {
        entry: 'main.c',
        text: `#include <stdio.h>\n\nstatic const long OFFSET = 0;\n${C_BODY(`
int main(void) {
    long numbers[100];
    int count = 0;
    while (count < 100 && scanf("%ld", &numbers[count]) == 1) count++;
    printf("%ld\\n%ld\\n%ld\\n", total(numbers, count) + OFFSET, squares(numbers, count) + OFFSET, largest(numbers, count) + OFFSET);
}`)}`,
    },
    cpp: {
        entry: 'main.cpp',
        text: `#include <bits/stdc++.h>\n\nstatic const long OFFSET = 0;\n${C_BODY(`
int main() {
    std::vector<long> numbers;
    for (long number; std::cin >> number;) numbers.push_back(number);
    int count = static_cast<int>(numbers.size());
    for (long result : {total(numbers.data(), count), squares(numbers.data(), count), largest(numbers.data(), count)}) std::cout << result + OFFSET << '\\n';
}`)}`,
    },
    java: {
        entry: 'Main.java',
        text: `import java.util.*;

public class Main {
    static final long OFFSET = 0;

    static List<Long> read() {
        var numbers = new ArrayList<Long>();
        var in = new Scanner(System.in);
        while (in.hasNextLong()) {
            numbers.add(in.nextLong());
        }
        return numbers;
    }

    static long total(List<Long> numbers) {
        long result = 0;
        for (long number : numbers) {
            result += number;
        }
        return result;
    }

    public static void main(String[] arguments) {
        var numbers = read();
        System.out.println(total(numbers) + OFFSET);
        System.out.println(numbers.stream().mapToLong(each -> each * each).sum() + OFFSET);
        System.out.println(Collections.max(numbers) + OFFSET);
    }
}
// `,
    },
    go: {
        entry: 'main.go',
        text: `package main

import "fmt"

const OFFSET = 0

func read() []int {
	var numbers []int
	var number int
	for {
		if _, err := fmt.Scan(&number); err != nil {
			return numbers
		}
		numbers = append(numbers, number)
	}
}

func main() {
	numbers := read()
	total, squares, largest := 0, 0, numbers[0]
	for _, number := range numbers {
		total += number
		squares += number * number
		largest = max(largest, number)
	}
	fmt.Println(total + OFFSET)
	fmt.Println(squares + OFFSET)
	fmt.Println(largest + OFFSET)
}

// `,
    },
    rust: {
        entry: 'main.rs',
        text: `use std::io::{read_to_string, stdin};

const OFFSET: i64 = 0;

fn read() -> Vec<i64> {
    read_to_string(stdin())
        .unwrap()
        .split_whitespace()
        .map(|word| word.parse().unwrap())
        .collect()
}

fn total(numbers: &[i64]) -> i64 {
    let mut result = 0;
    for number in numbers {
        result += number;
    }
    result
}

fn main() {
    let numbers = read();
    println!("{}", total(&numbers) + OFFSET);
    println!("{}", numbers.iter().map(|each| each * each).sum::<i64>() + OFFSET);
    println!("{}", numbers.iter().max().unwrap() + OFFSET);
}

// `,
    },
};

/** Where the digit goes, whatever the language calls it. */
export function placeOfDigit(text) {
    const found = /OFFSET(?:: i64)? = /.exec(text);
    return found.index + found[0].length;
}

/** What is read, and what is printed for it. */
export const CASES = Array.from({ length: 10 }, (_, index) => {
    const numbers = Array.from({ length: 8 }, (_, place) => ((index + 3) * (place + 7)) % 41);
    const results = [numbers.reduce((sum, one) => sum + one, 0), numbers.reduce((sum, one) => sum + one * one, 0), Math.max(...numbers)];
    return { input: `${numbers.join(' ')}\n`, expected: `${results.join('\n')}\n` };
});
