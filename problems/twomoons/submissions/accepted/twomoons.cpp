#include <iostream>

int main() {
    long long a, r, b, s;
    std::cin >> a >> r >> b >> s;
    // After b full red moons everything repeats.
    long long day = r;
    for (long long i = 0; i < 2 * b; i++, day += a) {
        if (day >= s && (day - s) % b == 0) {
            std::cout << day << std::endl;
            return 0;
        }
    }
    std::cout << "never" << std::endl;
}
