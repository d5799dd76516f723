#include <algorithm>
#include <iostream>
#include <map>
#include <string>

int main() {
    int n, largest = 0;
    std::cin >> n;
    std::map<std::string, int> circles;
    for (int i = 0; i < n; i++) {
        std::string badge;
        std::cin >> badge;
        std::sort(badge.begin(), badge.end());
        largest = std::max(largest, ++circles[badge]);
    }
    std::cout << circles.size() << ' ' << largest << std::endl;
}
