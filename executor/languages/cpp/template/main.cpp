#include <iostream>
#include <string>

void greet(const std::string& name) {
    std::cout << "Hello, " << name << "!\n";
}

int main() {
    std::cout << "What is your name? " << std::flush;
    std::string name;
    std::getline(std::cin, name);
    greet(name.empty() ? "world" : name);

    for (int i = 1; i <= 3; i++) {
        std::cout << i << " squared is " << i * i << '\n';
    }
}
