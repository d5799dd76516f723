#include <cstdio>
#include <functional>
#include <queue>
#include <vector>

int main() {
    int n, m;
    if (scanf("%d %d", &n, &m) != 2) return 1;
    std::vector<std::vector<std::pair<int, int>>> roads(n);
    for (int i = 0; i < m; i++) {
        int a, b, toll;
        if (scanf("%d %d %d", &a, &b, &toll) != 3) return 1;
        roads[a - 1].push_back({b - 1, toll});
        roads[b - 1].push_back({a - 1, toll});
    }
    const long long far = 1e18;
    std::vector<long long> best(2 * n, far);  // Crossings with the voucher, then without.
    using Place = std::pair<long long, int>;
    std::priority_queue<Place, std::vector<Place>, std::greater<Place>> queue;
    auto offer = [&](int place, long long cost) {
        if (cost < best[place]) queue.push({best[place] = cost, place});
    };
    offer(0, 0);
    while (!queue.empty()) {
        auto [cost, place] = queue.top();
        queue.pop();
        if (cost > best[place]) continue;
        for (auto [other, toll] : roads[place % n]) {
            offer(place < n ? other : other + n, cost + toll);
            if (place < n) offer(other + n, cost);
        }
    }
    long long cost = std::min(best[n - 1], best[2 * n - 1]);
    if (cost == far) printf("impossible\n");
    else printf("%lld\n", cost);
}
