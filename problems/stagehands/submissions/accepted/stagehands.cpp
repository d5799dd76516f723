#include <iostream>
#include <vector>

std::vector<std::vector<int>> knows;
std::vector<int> lead;

bool findsPlay(int actor, std::vector<bool>& asked) {
    for (int play : knows[actor]) {
        if (asked[play]) continue;
        asked[play] = true;
        if (!lead[play] || findsPlay(lead[play], asked)) {
            lead[play] = actor;
            return true;
        }
    }
    return false;
}

int main() {
    int n, m, k;
    std::cin >> n >> m >> k;
    knows.resize(n + 1);
    lead.resize(m + 1);
    for (int i = 0, actor, play; i < k; i++) std::cin >> actor >> play, knows[actor].push_back(play);
    int plays = 0;
    for (int actor = 1; actor <= n; actor++) {
        std::vector<bool> asked(m + 1);
        plays += findsPlay(actor, asked);
    }
    std::cout << plays << std::endl;
}
