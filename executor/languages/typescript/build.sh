#!/bin/sh
# Makes one module of the entry and all that it imports, or of each file with tests. With --check types are checked first; what
# does not fit is said, and built all the same, as TypeScript's own compiler does. With --types nothing is made: it fails only if
# the types cannot be checked. Usage: build.sh [--check] ENTRY, build.sh --tests FILE…, build.sh --types FILE…
types() {
    /opt/coderun/tsc/tsc --noEmit --pretty false --target es2024 --lib es2024 --module esnext --moduleResolution bundler \
        --allowImportingTsExtensions --strict false --skipLibCheck --typeRoots /opt/coderun/types --types node "$@"
}
if [ "$1" = --types ]; then
    shift
    # Files that import nothing are no parts of one script.
    types --moduleDetection force "$@"
    [ $? -le 2 ]
    exit
fi
if [ "$1" = --check ]; then
    shift
    types "$1"
fi
if [ "$1" = --tests ]; then
    shift
    made="--outdir=/work/out --outbase=. --out-extension:.js=.mjs"
else
    made=--outfile=/work/out/main.mjs
fi
# Programs written for CommonJS find what they are used to.
# shellcheck disable=SC2086 # several words
exec /opt/coderun/esbuild "$@" --bundle --platform=node --target=node24 --format=esm --charset=utf8 \
    --log-level=warning --sourcemap $made \
    '--banner:js=import { createRequire as $createRequire } from "node:module"; const require = $createRequire("/work/code/main.ts"), __dirname = "/work/code", __filename = "/work/code/main.ts";'
