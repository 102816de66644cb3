# The word people type; Meson does the work (meson.build).
#
#   make            build/asanid (release)
#   make demo       installs what is missing, builds, and tells the stories of examples/
#   make check      installs, builds, and runs every test: release, then ASan and UBSan
#   make debug      build-debug/asanid        make san    build-san/asanid (ASan, UBSan)
#   make race       the tests of run/ under TSan: apart from check, as TSan does not start on every kernel
#   make fuzz       build-fuzz/tests/fuzz/fuzz_* (libFuzzer; needs clang): run one with a copy of its corpus folder
#   make golden-accept    renews tests/golden/*.expected and the documents' examples; read the diff
#   make install    PREFIX=/usr/local

PREFIX ?= /usr/local

.PHONY: all demo check deps debug san race fuzz golden-accept install clean
all: build/build.ninja
	ninja -C build src/cli/asanid && ln -sf src/cli/asanid build/asanid

build/build.ninja:
	meson setup build --prefix=$(PREFIX) -Dwerror=true -Dtests=false

build-check/build.ninja:
	meson setup build-check -Dwerror=true
# Without -Werror: under sanitizers gcc warns of what is not there.
build-san/build.ninja:
	meson setup build-san -Dbuildtype=debugoptimized -Db_sanitize=address,undefined
build-debug/build.ninja:
	meson setup build-debug -Dbuildtype=debug
build-race/build.ninja:
	meson setup build-race -Dbuildtype=debugoptimized -Db_sanitize=thread
build-fuzz/build.ninja:
	CC=clang meson setup build-fuzz -Dfuzz=true -Dtests=false -Dbuildtype=debugoptimized -Db_lundef=false \
	  -Db_sanitize=address,undefined -Dc_args=-fsanitize=fuzzer-no-link

deps:
	tools/install-deps.sh

demo: deps
	$(MAKE) all
	build/asanid tell examples/

# A folder made by an older checkout may know other files: tests are found when it is configured.
check: deps
	$(MAKE) all build-check/build.ninja build-san/build.ninja
	meson setup --reconfigure build-check >/dev/null && meson setup --reconfigure build-san >/dev/null
	ninja -C build-check
	meson test -C build-check --no-rebuild --print-errorlogs
	ninja -C build-san
	ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	  meson test -C build-san --no-rebuild --print-errorlogs --timeout-multiplier 6
	tools/count-tests.sh build-check build-san

debug: build-debug/build.ninja
	ninja -C build-debug
san: build-san/build.ninja
	ninja -C build-san
race: build-race/build.ninja
	ninja -C build-race
	meson test -C build-race --no-rebuild --print-errorlogs --suite run --timeout-multiplier 6
fuzz: build-fuzz/build.ninja
	ninja -C build-fuzz

golden-accept: all
	ASANID=build/asanid python3 tests/golden/run.py --accept
	python3 tests/test_docs.py --accept

install: all
	meson install -C build --no-rebuild

clean:
	rm -rf build build-check build-san build-debug build-race build-fuzz
