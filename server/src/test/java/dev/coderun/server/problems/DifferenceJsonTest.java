package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.Difference;
import dev.coderun.executor.judge.Difference.NumberError;
import dev.coderun.executor.judge.Difference.Place;
import dev.coderun.server.ApiDescription;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferenceJsonTest {

    @ParameterizedTest
    @EnumSource(Difference.Kind.class)
    void theApiDescribesEveryDifference(Difference.Kind kind) {
        var api = ApiDescription.ofThisServer();
        var error =
                new NumberError(Double.POSITIVE_INFINITY, 0.5, Optional.of(1e-6), Optional.empty());

        for (var of : List.of(Optional.of(error), Optional.<NumberError>empty())) {
            var difference =
                    new Difference(kind, new Place(1, 2), new Place(3, 4), 5, "6", "7", of);

            assertThat(api.faultsOf("Difference", DifferenceJson.of(difference))).isEmpty();
        }
    }
}
