package dev.coderun.dynamodblocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardIT {

    private static final String KEY = "letters1and2digits3";
    private static final int PATIENCE_SECONDS = 60;

    @TempDir private static Path folder;
    private static Process process;
    private static int port;

    @BeforeAll
    static void startTheProcess() throws IOException {
        process = start(folder);
        port = portOf(process);
    }

    @AfterAll
    static void endTheProcess() {
        process.destroyForcibly();
    }

    private static Process start(Path data) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var started =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-Dsqlite4java.library.path=target/lib",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                "target/classes:target/lib/*",
                                Main.class.getName(),
                                data.toString(),
                                "0")
                        .redirectError(data.resolve("log").toFile())
                        .start();
        var in = started.getOutputStream();
        in.write((KEY + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
        return started;
    }

    private static int portOf(Process started) throws IOException {
        var out = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
        return Integer.parseInt(out.readLine().substring("port ".length()));
    }

    @Test
    void answersTheServerThatStartedIt() throws IOException {
        assertThat(status("127.0.0.1:" + port, KEY)).isEqualTo(200);
    }

    @Test
    void refusesAWrongAccessKey() throws IOException {
        assertThat(status("127.0.0.1:" + port, "letters1and2digits4")).isEqualTo(403);
    }

    @Test
    void refusesARequestWithoutAnyKey() throws IOException {
        assertThat(status("127.0.0.1:" + port, List.of())).isEqualTo(403);
    }

    @Test
    void refusesANameThatABrowserWasMadeToTakeForThisMachine() throws IOException {
        assertThat(status("rebound.example:" + port, KEY)).isEqualTo(403);
        assertThat(status("localhost:" + port, KEY)).isEqualTo(403);
    }

    @Test
    void refusesAPageEvenIfItKnewTheKey() throws IOException {
        var headers = List.of("Origin: http://127.0.0.1:" + port, authorization(KEY));

        assertThat(status("127.0.0.1:" + port, headers)).isEqualTo(403);
    }

    @Test
    void listensOnTheLoopbackAddressAlone() throws IOException {
        var sockets = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
        sockets.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));

        // A line has, in hexadecimal, "address:port" and, after the peer's, the state; 0A is
        // LISTEN.
        var listening = String.format(":%04X ", port) + ".* 0A .*";
        assertThat(sockets)
                .filteredOn(line -> line.matches(".*" + listening))
                .isNotEmpty()
                .allMatch(line -> line.contains("0100007F" + String.format(":%04X ", port)));
    }

    @Test
    void noOtherAddressOfThisMachineIsServed() throws IOException {
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            for (var address : network.inetAddresses().toList()) {
                assertThat(accepts(address))
                        .as("%s", address)
                        .isEqualTo(address.equals(InetAddress.getLoopbackAddress()));
            }
        }
    }

    @Test
    void endsWhenThePipeToItsParentCloses(@TempDir Path another) throws Exception {
        var orphan = start(another);

        orphan.getOutputStream().close();

        assertThat(orphan.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.exitValue()).isZero();
    }

    private boolean accepts(InetAddress address) {
        try (var _ = new Socket(address, port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int status(String host, String key) throws IOException {
        return status(host, List.of(authorization(key)));
    }

    private static String authorization(String key) {
        return "Authorization: AWS4-HMAC-SHA256 Credential="
                + key
                + "/20260101/us-east-1/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=00";
    }

    /// By hand, since no HTTP client lets a caller set the Host.
    private int status(String host, List<String> headers) throws IOException {
        var lines =
                Stream.concat(
                        Stream.of(
                                "POST / HTTP/1.1",
                                "Host: " + host,
                                "X-Amz-Target: DynamoDB_20120810.ListTables",
                                "Content-Type: application/x-amz-json-1.0",
                                "Content-Length: 2",
                                "Connection: close"),
                        headers.stream());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = String.join("\r\n", lines.toList()) + "\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            return Integer.parseInt(
                    answer.readLine().substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }
}
