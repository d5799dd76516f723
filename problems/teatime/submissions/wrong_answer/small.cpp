// Counts in 32 bits.
#include <iostream>

int main() {
    unsigned n, c, k, m;
    std::cin >> n >> c >> k >> m;
    std::cout << (n * c + k - 1) / k * m << std::endl;
}
