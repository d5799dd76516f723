#include <iostream>
#include <vector>

int main() {
    int n, b;
    std::cin >> n >> b;
    std::vector<bool> broken(n + 1);
    for (int i = 0, step; i < b; i++) std::cin >> step, broken[step] = true;
    long long one = 1, two = 0, three = 0;
    for (int step = 1; step <= n; step++) {
        long long ways = broken[step] ? 0 : (one + two + three) % 1000000007;
        three = two, two = one, one = ways;
    }
    std::cout << one << std::endl;
}
