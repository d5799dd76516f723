package dev.coderun.server;

import java.nio.file.Path;

/// One [LiveServer] for all tests.
final class SharedServer extends ForAllTests<LiveServer> {

    SharedServer() {
        super(LiveServer.class, LiveServer::close);
    }

    @Override
    LiveServer start(Path data) throws InterruptedException {
        return new LiveServer(data);
    }
}
