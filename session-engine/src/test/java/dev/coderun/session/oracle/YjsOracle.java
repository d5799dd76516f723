package dev.coderun.session.oracle;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Node process with yjs documents, asked one question at a time.
public final class YjsOracle implements AutoCloseable {
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    public YjsOracle() {
        Path peers = Peers.installed();
        try {
            process =
                    new ProcessBuilder("node", peers.resolve("yjs-oracle.mjs").toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node is needed to run yjs beside our documents", e);
        }
        requests = new DataOutputStream(process.getOutputStream());
        answers = new DataInputStream(process.getInputStream());
    }

    /// Runs a command of `yjs-oracle.mjs`.
    public @Nullable Object ask(String command, @Nullable Object... arguments) {
        var request = new ByteWriter();
        List<@Nullable Object> call = new ArrayList<>();
        call.add(command);
        call.addAll(Arrays.asList(arguments));
        AnyCodec.write(request, call);
        try {
            byte[] body = request.toByteArray();
            requests.writeInt(body.length);
            requests.write(body);
            requests.flush();
            byte[] answer = answers.readNBytes(answers.readInt());
            Object value = AnyCodec.read(new ByteReader(answer));
            if (value instanceof Map<?, ?> map && map.containsKey("error")) {
                throw new IllegalStateException("yjs: " + map.get("error"));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("the yjs process is gone", e);
        }
    }

    /// Runs a command that gives bytes.
    public byte[] bytes(String command, @Nullable Object... arguments) {
        if (ask(command, arguments) instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalStateException(command + " gave no bytes");
    }

    /// Runs a command that gives updates.
    public List<byte[]> updates(String command, @Nullable Object... arguments) {
        if (ask(command, arguments) instanceof List<?> list) {
            return list.stream().map(byte[].class::cast).toList();
        }
        throw new IllegalStateException(command + " gave no updates");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
