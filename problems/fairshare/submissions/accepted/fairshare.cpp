#include <iostream>
#include <vector>

int main() {
    int n, sum = 0;
    std::cin >> n;
    std::vector<int> worths(n);
    for (auto& worth : worths) std::cin >> worth, sum += worth;
    int half = sum / 2;
    std::vector<std::vector<char>> reachable(n + 1, std::vector<char>(half + 1));
    reachable[0][0] = 1;
    for (int i = 0; i < n; i++) {
        for (int s = 0; s <= half; s++) {
            reachable[i + 1][s] = reachable[i][s] || (s >= worths[i] && reachable[i][s - worths[i]]);
        }
    }
    if (sum % 2 || !reachable[n][half]) {
        std::cout << "impossible" << std::endl;
        return 0;
    }
    std::vector<int> pieces;
    for (int i = n; i > 0; i--) {
        if (!reachable[i - 1][half]) pieces.push_back(i), half -= worths[i - 1];
    }
    std::cout << pieces.size() << std::endl;
    for (int piece : pieces) std::cout << piece << ' ';
    std::cout << std::endl;
}
