package dev.coderun.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;

/// Whether the port can be taken, and if not, what to do about it.
final class PortProbe {

    /// On Linux, unless the machine is set up otherwise.
    private static final int FIRST_PORT_FOR_ALL = 1024;

    private PortProbe() {}

    /// @throws StartException if it cannot
    static void refuseTaken(String bind, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(bind, port));
        } catch (BindException e) {
            throw new StartException(whyNot(bind, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String whyNot(String bind, int port) {
        if (!isOfThisMachine(bind)) {
            return "This machine does not have the address %s: choose another with --bind."
                    .formatted(bind);
        }
        var whose = port < FIRST_PORT_FOR_ALL ? ", which may be for root alone" : "";
        return "Port %d at %s cannot be taken%s: stop what listens there, or choose another with --port."
                .formatted(port, bind, whose);
    }

    private static boolean isOfThisMachine(String bind) {
        try {
            var address = InetAddress.getByName(bind);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
