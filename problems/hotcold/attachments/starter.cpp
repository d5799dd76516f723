#include <iostream>

// How many steps the field is away from the treasure.
long long measure(long long x, long long y) {
    std::cout << "? " << x << ' ' << y << std::endl;
    long long steps;
    std::cin >> steps;
    return steps;
}

// Where the treasure is.
void dig(long long x, long long y) {
    std::cout << "! " << x << ' ' << y << std::endl;
}

int main() {
    long long n;
    std::cin >> n;
    long long steps = measure(1, 1);
    // Search on from here.
    dig(1, 1);
}
