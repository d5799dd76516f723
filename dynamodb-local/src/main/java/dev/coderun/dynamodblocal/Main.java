package dev.coderun.dynamodblocal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// Serves DynamoDB from a folder, on a port of the loopback address, to whoever knows the access key. The key is the
/// first line of standard input, the port the first of standard output; the end of standard input is the end of this
/// process, so it never outlives the server, however that ended. (Its own main would listen on every interface.)
public final class Main {

    static final String LOOPBACK = "127.0.0.1";

    private Main() {}

    /// Serves until standard input ends. The arguments: the folder of the data, and the port, 0 for any that is free.
    public static void main(String[] args) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        var accessKey = in.readLine();
        if (args.length != 2 || accessKey == null) {
            throw new IllegalArgumentException(
                    "usage: Main FOLDER PORT, with an access key as the first line of the input");
        }
        var folder = Path.of(args[0]);
        try (var lockFile = lockFile(folder)) {
            // One that served this folder a moment ago may still be about to end.
            var lock = lockFile.lock();
            var server = start(accessKey, folder, Integer.parseInt(args[1]));
            announce(((ServerConnector) server.getConnectors()[0]).getLocalPort());
            awaitEnd(in);
            server.stop();
            lock.release();
        }
        System.exit(0);
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static Server start(String accessKey, Path folder, int port) throws Exception {
        var requests = new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false);
        var server = new Server();
        server.setHandler(new Guard(accessKey, new LocalDynamoDBServerHandler(requests, null)));
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        server.start();
        return server;
    }

    @SuppressWarnings("SystemOut") // the pipe to the server
    private static void announce(int port) {
        System.out.println("port " + port);
        System.out.flush();
    }

    private static void awaitEnd(Reader in) throws IOException {
        while (in.read() >= 0) {
            // Nothing more is expected; only the end counts.
        }
    }
}
