#include <iostream>
#include <string>

int main() {
    std::string word;
    std::cin >> word;
    bool seen[26] = {};
    int start = word.size();
    while (start > 0 && !seen[word[start - 1] - 'a']) seen[word[--start] - 'a'] = true;
    std::cout << word.substr(start) << std::endl;
}
