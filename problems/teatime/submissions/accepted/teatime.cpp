#include <iostream>

int main() {
    long long n, c, k, m;
    std::cin >> n >> c >> k >> m;
    std::cout << (n * c + k - 1) / k * m << std::endl;
}
