package dev.coderun.e2e.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One server for all classes that neither end it nor need it set up otherwise: to start one costs more than most tests do.
/// It ends when all tests have.
public final class OneServer implements ParameterResolver {
    private static final Namespace ROOM = Namespace.create(OneServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ROOM)
                .getOrComputeIfAbsent(
                        RunningServer.class, _ -> RunningServer.start(), RunningServer.class);
    }
}
