#!/bin/sh
# The quickest compiler there is; where it has any doubt, the one whose word counts.
tcc -Wall -Werror -o /work/out/program "$@" -lm 2>/dev/null ||
    exec gcc -pipe -std=gnu17 -O0 -g1 -Wall -Wextra -o /work/out/program "$@" -lm
