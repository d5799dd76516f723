package dev.coderun.server.transport;

import java.util.Optional;
import java.util.function.Function;

/// What an endpoint answers to somebody who asks for a websocket.
public sealed interface Admission {

    /// The websocket opens, with the subprotocol if one was agreed. `onOpen` runs before the first frame is read.
    record Accept(Optional<String> subprotocol, Function<Connection, FrameReceiver> onOpen)
            implements Admission {}

    /// The websocket opens for somebody who says only then who they are: until [Connection#admitted] their messages are
    /// held to the bound before admission.
    record AcceptStranger(Optional<String> subprotocol, Function<Connection, FrameReceiver> onOpen)
            implements Admission {}

    /// The websocket opens and is closed at once with a code that a browser can read, such as 4401.
    record AcceptThenClose(int code, String reason) implements Admission {}

    /// No websocket: an HTTP answer with this status. For what no page of ours would ever send.
    record Refuse(int httpStatus) implements Admission {}
}
