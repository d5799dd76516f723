#include <cstdio>
#include <vector>

int main() {
    int n, q;
    if (scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<long long> change(n + 1);
    for (int i = 0; i < q; i++) {
        int left, right, litres;
        if (scanf("%d %d %d", &left, &right, &litres) != 3) return 1;
        change[left - 1] += litres;
        change[right] -= litres;
    }
    long long water = 0, most = -1;
    int bed = 0;
    for (int i = 0; i < n; i++) {
        water += change[i];
        if (water > most) most = water, bed = i + 1;
    }
    printf("%d %lld\n", bed, most);
}
