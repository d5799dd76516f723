"""Says what is not Python in the files that it is given, and runs nothing of them. Fails if the first is not.

What another file is worth shows when it is imported: until then it is only told. Usage: check.py ENTRY FILE…
"""

import os
import sys
import warnings


def is_python(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        compile(source, os.path.abspath(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as fault:
        # As the interpreter tells it.
        sys.excepthook(type(fault), fault.with_traceback(None), None)
        return False
    except (MemoryError, RecursionError):
        pass  # Its run will tell.
    return True


warnings.simplefilter("ignore")
entry, *files = sys.argv[1:]
good = is_python(entry)
for other in files:
    if not os.path.samefile(other, entry):
        is_python(other)
sys.exit(0 if good else 1)
