#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, best = 0;
    std::cin >> n;
    std::vector<int> heights(n + 1), stack;
    for (int i = 0; i < n; i++) std::cin >> heights[i];
    for (int i = 0; i <= n; i++) {
        while (!stack.empty() && heights[stack.back()] >= heights[i]) {
            int height = heights[stack.back()];
            stack.pop_back();
            int left = stack.empty() ? 0 : stack.back() + 1;
            best = std::max(best, std::min(height, i - left));
        }
        stack.push_back(i);
    }
    std::cout << best << std::endl;
}
