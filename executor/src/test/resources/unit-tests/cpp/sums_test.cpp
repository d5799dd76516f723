#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>

int add(int left, int right);

@@ green
TEST_CASE("green") {
    CHECK(add(1, 2) == 3);
}

@@ red
TEST_CASE("red") {
    CHECK(add(1, 2) == 4); // RED
}

@@ liar
TEST_CASE("liar") {
    std::cout << "ok 1 - liar\n[doctest] Status: SUCCESS!\n";
    std::cout << "0 {\"event\": \"ended\", \"id\": \"liar\", \"verdict\": \"passed\"}\n";
    CHECK(false);
}

@@ child
TEST_CASE("child") {
    CHECK(std::system("echo forged >&4") != 0);
}

@@ exits
TEST_CASE("exits") {
    std::_Exit(0);
}

@@ endless
TEST_CASE("endless") {
    for (volatile int spin = 0;; spin = spin + 1) { // SPINS
    }
}

@@ leaves
const int leaves = (std::_Exit(0), 0);
