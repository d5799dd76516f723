#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    long long capacity;
    std::cin >> n >> capacity;
    std::vector<long long> cars(n);
    for (auto& car : cars) std::cin >> car;
    std::sort(cars.begin(), cars.end());
    int crossings = 0;
    for (int light = 0, heavy = n - 1; light <= heavy; heavy--, crossings++) {
        if (cars[light] + cars[heavy] <= capacity) light++;
    }
    std::cout << crossings << std::endl;
}
