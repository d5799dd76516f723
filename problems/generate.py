#!/usr/bin/env python3
"""Makes the tests of the problems: each problem's generators/tests.py says what they are.

    problems/generate.py            makes the tests of every problem again
    problems/generate.py ID...      of these alone
    problems/generate.py --check    makes nothing, and fails if anything would change

The same script makes the same bytes everywhere: random numbers come from a generator seeded with the problem's id. Every
input must please the problem's input validator; answers are those of the first accepted solution in Python.
"""

import importlib.util
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VALID = 42


def main(arguments):
    check = "--check" in arguments
    names = [name for name in arguments if name != "--check"]
    problems = sorted(path.parent for path in HERE.glob("*/problem.yaml"))
    chosen = [problem for problem in problems if not names or problem.name in names]
    changed = [path for problem in chosen for path in generate(problem, check)]
    for path in changed:
        print(("differs: " if check else "wrote: ") + str(path.relative_to(HERE)))
    if check and changed:
        sys.exit(1)


def generate(problem, check):
    """Yields what had to be written, or would have to be."""
    tests = load(problem / "generators" / "tests.py")
    wanted = {}
    for name, text in tests.SAMPLES:
        wanted["sample/" + name + ".in"] = text
    for test in tests.secret(random.Random(problem.name)):
        wanted["secret/" + test[0] + ".in"] = test[1]
        if len(test) > 2:
            wanted["secret/" + test[0] + ".hint"] = test[2] + "\n"
    for path, text in list(wanted.items()):
        if path.endswith(".in"):
            validate(problem, path, text)
            answer = getattr(tests, "answer", None)
            wanted[path[:-3] + ".ans"] = answer(text) if answer else solve(problem, text)
    for path, text in sorted(wanted.items()):
        file = problem / "data" / path
        if not file.is_file() or file.read_text() != text:
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            yield file
    for file in sorted((problem / "data").rglob("*")):
        made = file.suffix in (".in", ".ans", ".hint")
        if made and str(file.relative_to(problem / "data")) not in wanted:
            if not check:
                file.unlink()
            yield file


def load(path):
    spec = importlib.util.spec_from_file_location("tests", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def validate(problem, name, text):
    validator = problem / "input_validators" / "validate.py"
    done = subprocess.run([sys.executable, validator], input=text, text=True, check=False)
    if done.returncode != VALID:
        sys.exit(f"{problem.name}: the input {name} is not valid")


def solve(problem, text):
    solution = sorted((problem / "submissions" / "accepted").glob("*.py"))[0]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, solution], input=text, text=True, check=True, cwd=folder, stdout=subprocess.PIPE
        )
    return done.stdout


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(sys.argv[1:])
