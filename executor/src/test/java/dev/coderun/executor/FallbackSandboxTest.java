package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FallbackSandboxTest {
    private static final SandboxState READY = new SandboxState.Ready("Docker 1");
    private static final SandboxState LOCAL = new SandboxState.Ready("this machine");
    private static final SandboxState GONE =
            new SandboxState.Unavailable("No engine.", "Start it.");

    private final TestSandbox docker = new TestSandbox(READY);
    private final TestSandbox local = new TestSandbox(LOCAL);
    private int made;
    private final FallbackSandbox sandbox =
            new FallbackSandbox(
                    docker,
                    () -> {
                        made++;
                        return local;
                    });

    @Test
    void theFallbackIsNotMadeWhileThePreferredServes() {
        assertThat(sandbox.state()).isEqualTo(READY);

        assertThat(sandbox.hasFallenBack()).isFalse();
        assertThat(made).isZero();
    }

    @Test
    void theFallbackServesWhileThePreferredCannot() {
        docker.state = GONE;

        assertThat(sandbox.state()).isEqualTo(LOCAL);
        assertThat(sandbox.hasFallenBack()).isTrue();
        assertThat(sandbox.kind()).isEqualTo(local.kind());
        assertThat(sandbox.notGuaranteed()).isEqualTo(local.notGuaranteed());
    }

    @Test
    void thePreferredServesAgainWhenItIsBack() {
        docker.state = GONE;
        sandbox.state();

        docker.state = READY;

        assertThat(sandbox.state()).isEqualTo(READY);
    }

    @Test
    void whatIsSaidWhenNeitherServesIsAboutThePreferred() {
        docker.state = GONE;
        local.state = new SandboxState.Unavailable("No compiler.", "Install one.");

        assertThat(sandbox.state()).isEqualTo(GONE);
    }

    @Test
    void theFallbackIsMadeOnceAndClosedWithThePreferred() {
        docker.state = GONE;
        sandbox.state();
        sandbox.state();

        sandbox.close();

        assertThat(made).isOne();
        assertThat(docker.closed).isTrue();
        assertThat(local.closed).isTrue();
    }

    private static final class TestSandbox implements Sandbox {
        private SandboxState state;
        private boolean closed;

        TestSandbox(SandboxState state) {
            this.state = state;
        }

        @Override
        public SandboxState state() {
            return state;
        }

        @Override
        public String kind() {
            return state.toString();
        }

        @Override
        public List<String> notGuaranteed() {
            return List.of(state.toString());
        }

        @Override
        public LanguageCatalog languages() {
            return new LanguageCatalog(List.of());
        }

        @Override
        public LanguageState languageState(Language language) {
            return new LanguageState.Ready();
        }

        @Override
        public Box open(Language language, BoxUse use) {
            throw new SandboxUnavailable("Nothing runs in a test's sandbox.");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
