#include <stdio.h>
#include <string.h>

static void greet(const char *name) {
    printf("Hello, %s!\n", name);
}

int main(void) {
    char name[100] = "";
    printf("What is your name? ");
    fflush(stdout);
    if (fgets(name, sizeof name, stdin)) {
        name[strcspn(name, "\r\n")] = '\0';
    }
    greet(name[0] ? name : "world");

    for (int i = 1; i <= 3; i++) {
        printf("%d squared is %d\n", i, i * i);
    }
    return 0;
}
