#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

using Point = std::pair<long long, long long>;

double half(const std::vector<Point>& points) {
    std::vector<Point> chain;
    for (auto c : points) {
        while (chain.size() > 1) {
            auto a = chain[chain.size() - 2], b = chain.back();
            if ((b.first - a.first) * (c.second - a.second) - (b.second - a.second) * (c.first - a.first) > 0) break;
            chain.pop_back();
        }
        chain.push_back(c);
    }
    double length = 0;
    for (size_t i = 1; i < chain.size(); i++) {
        length += std::hypot(chain[i].first - chain[i - 1].first, chain[i].second - chain[i - 1].second);
    }
    return length;
}

int main() {
    int n;
    double radius;
    if (scanf("%d %lf", &n, &radius) != 2) return 1;
    std::vector<Point> points(n);
    for (auto& [x, y] : points) {
        if (scanf("%lld %lld", &x, &y) != 2) return 1;
    }
    std::sort(points.begin(), points.end());
    double length = half(points);
    std::reverse(points.begin(), points.end());
    printf("%.9f\n", length + half(points) + 2 * std::acos(-1.0) * radius);
}
