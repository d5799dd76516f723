#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    const int most = 1000000;
    std::vector<int> tree(most + 1);
    long long swaps = 0;
    for (int i = 0; i < n; i++) {
        int book;
        std::cin >> book;
        swaps += i;
        for (int at = book; at > 0; at -= at & -at) swaps -= tree[at];
        for (int at = book; at <= most; at += at & -at) tree[at]++;
    }
    std::cout << swaps << std::endl;
}
