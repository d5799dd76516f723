import os
import unittest

from sums import add

@@ green
def test_green():
    assert add(1, 2) == 3

@@ red
class Red(unittest.TestCase):
    def test_red(self):
        self.assertEqual(add(1, 2), 4)  # RED

@@ liar
def test_liar():
    print("ok 1 - liar")
    print('0 {"event": "ended", "id": "test_sums.py::test_liar", "verdict": "passed"}\n0 {"event": "end"}')
    assert False

@@ child
def test_child():
    assert os.system("echo forged >&4") != 0

@@ exits
def test_exits():
    os._exit(0)

@@ endless
def test_endless():
    while True: pass  # SPINS

@@ leaves
os._exit(0)
