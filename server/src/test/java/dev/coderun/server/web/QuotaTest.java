package dev.coderun.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotaTest {

    private final Quota quota = new Quota(2);

    @Test
    void eachHolderHasSoManyAndNoMore() {
        assertThat(quota.take("ada")).isPresent();
        assertThat(quota.take("ada")).isPresent();

        assertThat(quota.take("ada")).isEmpty();
        assertThat(quota.take("bob")).isPresent();
    }

    @Test
    void whatIsGivenBackIsGivenBackOnce() {
        var first = quota.take("ada").orElseThrow();
        assertThat(quota.take("ada")).isPresent();

        first.close();
        first.close();

        assertThat(quota.take("ada")).isPresent();
        assertThat(quota.take("ada")).isEmpty();
    }
}
