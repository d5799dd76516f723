import { createInterface } from "node:readline/promises";

function greet(name: string): string {
  return `Hello, ${name}!`;
}

const terminal = createInterface({ input: process.stdin, output: process.stdout });
const name = (await terminal.question("What is your name? ")).trim() || "world";
terminal.close();

console.log(greet(name));
for (let i = 1; i <= 3; i++) {
  console.log(`${i} squared is ${i * i}`);
}
