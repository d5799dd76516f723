package dev.coderun.server.problems;

import dev.coderun.executor.judge.TestGroup;
import dev.coderun.executor.judge.TestNode;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.problems.ProblemPackage.Sample;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/api/problems`: what there is to solve, which everybody may read; and `/api/progress`, how far one is.
public final class ProblemRoutes implements HttpService {
    private static final Map<String, String> IMAGE_TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp");

    private final ProblemCatalog problems;
    private final SubmissionStore store;
    private final Authentication authentication;

    public ProblemRoutes(
            ProblemCatalog problems, SubmissionStore store, Authentication authentication) {
        this.problems = problems;
        this.store = store;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/problems", this::list);
        rules.get("/problems/{id}", this::show);
        rules.get("/problems/{id}/images/{name}", this::image);
        rules.get("/progress", this::progress);
    }

    private record Item(
            String id,
            String name,
            int level,
            List<String> keywords,
            boolean scoring,
            boolean interactive) {
        static Item of(ProblemPackage problem) {
            return new Item(
                    problem.id(),
                    problem.name(),
                    problem.level(),
                    problem.keywords(),
                    problem.hasScore(),
                    problem.isInteractive());
        }
    }

    private record Items<T>(List<T> items) {}

    private void list(ServerRequest request, ServerResponse response) {
        Json.send(response, new Items<>(problems.all().stream().map(Item::of).toList()));
    }

    private record GroupJson(String name, double points, int tests) {}

    private record ProblemJson(
            String id,
            String name,
            Map<String, String> names,
            int level,
            List<String> keywords,
            boolean scoring,
            boolean interactive,
            String author,
            String license,
            String statement,
            Map<String, String> statements,
            List<Sample> samples,
            SubmissionJson.Limits limits,
            int maxCodeBytes,
            List<String> languages,
            int tests,
            double possibleScore,
            List<GroupJson> groups,
            List<String> attachments) {}

    private void show(ServerRequest request, ServerResponse response) {
        var problem = problem(request);
        Json.send(
                response,
                new ProblemJson(
                        problem.id(),
                        problem.name(),
                        problem.names(),
                        problem.level(),
                        problem.keywords(),
                        problem.hasScore(),
                        problem.isInteractive(),
                        problem.author(),
                        problem.license(),
                        problem.statement(),
                        problem.statements(),
                        problem.samples(),
                        SubmissionJson.Limits.of(problem),
                        problem.maxCodeBytes(),
                        problem.languages().stream().sorted().toList(),
                        problem.tests().tests().size(),
                        problem.tests().possibleScore(),
                        groups(problem.tests()),
                        problem.attachments().keySet().stream().sorted().toList()));
    }

    /// The groups that have points of their own.
    private static List<GroupJson> groups(TestGroup group) {
        var groups = new ArrayList<GroupJson>();
        for (TestNode child : group.children()) {
            if (child instanceof TestGroup inner) {
                if (inner.rules().maxScore().orElse(0) > 0) {
                    groups.add(
                            new GroupJson(
                                    inner.name(), inner.possibleScore(), inner.tests().size()));
                }
                groups.addAll(groups(inner));
            }
        }
        return groups;
    }

    private void image(ServerRequest request, ServerResponse response) {
        var name = request.path().pathParameters().get("name");
        var content = problem(request).images().get(name);
        var type = IMAGE_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (content == null || type == null) {
            throw Problem.of(404, "not-found", "Nothing here", "There is no such picture.")
                    .thrown();
        }
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(content);
    }

    private ProblemPackage problem(ServerRequest request) {
        return problems.find(request.path().pathParameters().get("id"))
                .orElseThrow(ProblemRoutes::notFound);
    }

    static HttpProblem notFound() {
        return Problem.of(
                        404,
                        "problem-not-found",
                        "No such problem",
                        "There is no problem with this name: GET /api/problems lists them.")
                .thrown();
    }

    /// Of every problem there is.
    private void progress(ServerRequest request, ServerResponse response) {
        var user = authentication.required(request);
        var tried =
                new HashMap<>(
                        store.progress(user.id()).stream()
                                .collect(Collectors.toMap(Progress::problem, Function.identity())));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Json.send(
                response,
                new Items<>(
                        problems.all().stream()
                                .map(each -> progressOf(each.id(), tried))
                                .toList()));
    }

    private static ProgressJson progressOf(String problem, Map<String, Progress> tried) {
        var progress = tried.get(problem);
        return progress == null ? ProgressJson.notTried(problem) : ProgressJson.of(progress);
    }
}
