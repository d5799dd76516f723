package dev.coderun.session.sync;

import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.crdt.Update;

/// One frame of a collaboration socket, decoded and checked.
public sealed interface Message {
    /// "This is what I have; send me what I lack."
    record SyncStep1(StateVector stateVector) implements Message {}

    /// The answer to a step 1.
    record SyncStep2(Update update) implements Message {}

    record DocumentUpdate(Update update) implements Message {}

    record AwarenessMessage(AwarenessUpdate update) implements Message {}

    /// "Send me everybody's awareness."
    record QueryAwareness() implements Message {}

    /// The y-protocols' refusal, with its reason.
    record AuthDenied(String reason) implements Message {}

    /// A message of ours, numbered from [MessageCodec#FIRST_APPLICATION_TYPE]; the payload is what follows the number.
    @SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
    record Application(int type, byte[] payload) implements Message {}
}
