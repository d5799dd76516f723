#include <iostream>

int add(int left, int right);

int main() {
    std::cout << add(1, 2) << '\n';
}
