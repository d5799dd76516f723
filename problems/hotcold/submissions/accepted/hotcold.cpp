#include <iostream>

long long measure(long long x, long long y) {
    std::cout << "? " << x << ' ' << y << std::endl;
    long long steps;
    std::cin >> steps;
    return steps;
}

int main() {
    long long n;
    std::cin >> n;
    long long down = measure(1, 1);  // x + y - 2
    long long up = measure(1, n);    // x - 1 + n - y
    long long x = (down + up - n + 3) / 2;
    std::cout << "! " << x << ' ' << down + 2 - x << std::endl;
}
