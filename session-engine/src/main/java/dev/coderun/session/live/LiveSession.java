package dev.coderun.session.live;

import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.Change;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A document, the people in it, and what of it is not stored yet. All of it is guarded by `lock`, under which nobody
/// waits: an [Outbox] takes or refuses at once, and a [SessionListener] only takes notes.
public final class LiveSession {

    private final String id;
    private final Doc doc;
    private final SessionListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final EncodedDocument encoded;
    private final Attendance attendance;
    private final Unsaved unsaved;
    private long revision;

    /// @param doc the document as it was loaded, whose only user this session is from now on
    /// @param revision the one that was stored with it
    public LiveSession(
            String id, Doc doc, long revision, SessionLimits limits, SessionListener listener) {
        this.id = id;
        this.doc = doc;
        this.revision = revision;
        this.listener = listener;
        this.encoded = new EncodedDocument(doc, limits);
        this.attendance = new Attendance(limits.presenceCharacters());
        this.unsaved = new Unsaved(limits.unsavedBytes());
    }

    public String id() {
        return id;
    }

    /// Lets somebody in and sends what a client needs at the start. From here on it gets every change; the state that
    /// it asks for by its own step 1 is taken under the same lock, so nothing falls between the two.
    public Participant join(
            String connectionId, Person person, Role role, Outbox outbox, boolean speaksCodeRun) {
        var participant = new Participant(connectionId, person, role, outbox, speaksCodeRun);
        lock.lock();
        try {
            listener.joined(this, participant);
            outbox.offer(MessageCodec.syncStep1(doc.stateVector()));
            attendance.enter(participant);
        } finally {
            lock.unlock();
        }
        return participant;
    }

    /// Takes somebody out, once; the others see the presence go.
    public void leave(Participant participant) {
        lock.lock();
        try {
            if (attendance.leave(participant)) {
                listener.left(this, participant);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Deals with one message. What comes from somebody who was taken out meanwhile is dropped.
    public ReceiveResult receive(Participant from, Message message, long nowMillis) {
        lock.lock();
        try {
            if (!from.isPresent()) {
                return ReceiveResult.TAKEN;
            }
            return switch (message) {
                case Message.SyncStep1(var stateVector) -> sendState(from, stateVector);
                case Message.SyncStep2(var update) -> receiveUpdate(from, update);
                case Message.DocumentUpdate(var update) -> receiveUpdate(from, update);
                case Message.AwarenessMessage(var update) -> {
                    attendance.receivePresence(from, update, nowMillis);
                    yield ReceiveResult.TAKEN;
                }
                case Message.QueryAwareness() -> {
                    attendance.sendPresence(from);
                    yield ReceiveResult.TAKEN;
                }
                case Message.AuthDenied(_) -> ReceiveResult.TAKEN;
                case Message.Application(int type, var payload) ->
                        new ReceiveResult.Application(type, payload);
            };
        } finally {
            lock.unlock();
        }
    }

    /// Asks a client for what it has and the document has not.
    public void ask(Participant participant) {
        lock.lock();
        try {
            participant.outbox().offer(MessageCodec.syncStep1(doc.stateVector()));
        } finally {
            lock.unlock();
        }
    }

    private ReceiveResult sendState(Participant to, StateVector held) {
        to.outbox()
                .offerState(
                        held.equals(StateVector.EMPTY)
                                ? encoded.frame()
                                : MessageCodec.syncStep2(doc.encodeStateAsUpdate(held)));
        return ReceiveResult.TAKEN;
    }

    private ReceiveResult receiveUpdate(Participant from, Update update) {
        long frame = from.countFrame();
        listener.unsaved(this);
        if (update.isEmpty()) {
            return ReceiveResult.TAKEN;
        }
        Optional<Reason> reason = reasonAgainst(from, update);
        if (reason.isPresent()) {
            from.noteMissed(reason.get() == Reason.READ_ONLY || reason.get() == Reason.ROLE);
            // What brings nothing harms nobody: a client repeats all it has when it reconnects.
            return doc.contains(update) ? ReceiveResult.TAKEN : new Refused(reason.get(), frame);
        }
        try {
            take(doc.apply(update), update.encoded(), from.userId(), Optional.of(from));
            return ReceiveResult.TAKEN;
        } catch (MalformedInputException e) {
            return new Refused(Reason.MALFORMED, frame);
        }
    }

    private Optional<Reason> reasonAgainst(Participant from, Update update) {
        if (!from.role().mayEdit()) {
            return Optional.of(Reason.ROLE);
        }
        return reasonAgainst(update.encoded().length)
                .or(
                        () ->
                                encoded.hasRoomForFilesOf(update)
                                        ? Optional.empty()
                                        : Optional.of(Reason.FILES));
    }

    private Optional<Reason> reasonAgainst(int bytes) {
        if (!unsaved.hasRoomFor(bytes)) {
            closeForEdits();
            return Optional.of(Reason.READ_ONLY);
        }
        if (!encoded.hasRoomFor(bytes)) {
            return Optional.of(Reason.DOCUMENT_LIMIT);
        }
        return Optional.empty();
    }

    private void closeForEdits() {
        if (!unsaved.isFull()) {
            unsaved.close();
            listener.readOnly(this, true);
        }
    }

    /// Counts, keeps for the store and passes on what a change brought.
    private void take(Change change, byte[] received, String userId, Optional<Participant> from) {
        if (!change.bringsAnything()) {
            return;
        }
        encoded.changed(received.length);
        // While anything is pending, only the received bytes are sure to hold all that is new.
        boolean asReceived = change.isVerbatim() || doc.hasPending();
        unsaved.add(userId, asReceived ? received : change.update());
        if (!change.changesDocument()) {
            return;
        }
        revision++;
        listener.changed(this);
        byte[] frame = MessageCodec.update(change.update());
        from.ifPresentOrElse(
                author -> attendance.tellOthers(author, frame), () -> attendance.tellAll(frame));
    }

    /// Takes out the presence of whoever has not renewed it for so long.
    public void expirePresence(long nowMillis, long timeoutMillis) {
        lock.lock();
        try {
            attendance.expirePresence(nowMillis, timeoutMillis);
        } finally {
            lock.unlock();
        }
    }

    /// Sends a frame of our own types to every participant that knows them. The bytes are shared.
    public void broadcast(byte[] frame) {
        lock.lock();
        try {
            attendance.tellCodeRun(frame);
        } finally {
            lock.unlock();
        }
    }

    /// Edits the document on a user's behalf, as one change that everybody gets.
    public void edit(String userId, Consumer<Doc> edits) {
        lock.lock();
        try {
            Change change = doc.transact(() -> edits.accept(doc));
            take(change, change.update(), userId, Optional.empty());
            listener.unsaved(this);
        } finally {
            lock.unlock();
        }
    }

    /// Makes the session's files what they were, as one edit on a user's behalf. Refused as an update of that size is.
    public RestoreResult restore(String userId, SessionContents wanted) {
        lock.lock();
        try {
            var restoration = Restoration.plan(doc, wanted);
            Optional<Reason> reason = reasonAgainst(restoration.maxBytes());
            if (reason.isPresent()) {
                return new RestoreResult.Refused(reason.get());
            }
            Change change = doc.transact(restoration::apply);
            take(change, change.update(), userId, Optional.empty());
            listener.unsaved(this);
            return new RestoreResult.Restored(revision, change.changesDocument());
        } finally {
            lock.unlock();
        }
    }

    /// Gives somebody another role, from their next message on. Whoever may edit again is asked for what was refused.
    public void changeRole(Participant participant, Role role) {
        lock.lock();
        try {
            if (attendance.changeRole(participant, role)) {
                listener.roleChanged(this, participant);
                askForMissedEdits(participant);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes somebody out and closes their connection.
    public void dismiss(Participant participant, int code, String reason) {
        leave(participant);
        participant.outbox().close(code, reason);
    }

    /// Takes everybody out and closes their connections.
    public void dismissAll(int code, String reason) {
        participants().forEach(participant -> dismiss(participant, code, reason));
    }

    public List<Participant> participants() {
        lock.lock();
        try {
            return attendance.participants();
        } finally {
            lock.unlock();
        }
    }

    /// Changes with who is here, their roles, and the clients that they announced.
    public long rosterVersion() {
        lock.lock();
        try {
            return attendance.rosterVersion();
        } finally {
            lock.unlock();
        }
    }

    /// Who is here, and under which client ids each connection is present.
    public Roster roster() {
        lock.lock();
        try {
            return attendance.roster();
        } finally {
            lock.unlock();
        }
    }

    /// Grows with each change of the document, deletions too, and with nothing else.
    public long revision() {
        lock.lock();
        try {
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /// Whether so much is not stored that no edits are taken.
    public boolean isReadOnly() {
        lock.lock();
        try {
            return unsaved.isFull();
        } finally {
            lock.unlock();
        }
    }

    /// How much was accepted and is not stored yet.
    public long unsavedBytes() {
        lock.lock();
        try {
            return unsaved.bytes();
        } finally {
            lock.unlock();
        }
    }

    public SessionFiles files() {
        lock.lock();
        try {
            return SessionDocument.read(doc, revision);
        } finally {
            lock.unlock();
        }
    }

    public SessionTests tests() {
        lock.lock();
        try {
            return SessionDocument.tests(doc, revision);
        } finally {
            lock.unlock();
        }
    }

    public SessionContents contents() {
        lock.lock();
        try {
            return SessionContents.of(doc);
        } finally {
            lock.unlock();
        }
    }

    /// The whole document as an update, and the revision it is of; nobody may change the bytes.
    public EncodedState state() {
        lock.lock();
        try {
            return new EncodedState(revision, encoded.bytes());
        } finally {
            lock.unlock();
        }
    }

    /// Hands out what is to be stored or acknowledged; empty if there is neither. Whoever cuts must tell when the batch
    /// is [stored][#stored], and cuts no other before.
    public Optional<Batch> cut() {
        lock.lock();
        try {
            return unsaved.cut(revision, attendance.participants());
        } finally {
            lock.unlock();
        }
    }

    /// The batch that was cut last is stored: it no longer counts as unsaved.
    public void stored(Batch batch) {
        lock.lock();
        try {
            boolean wasFull = unsaved.isFull();
            unsaved.stored(batch);
            if (wasFull) {
                listener.readOnly(this, false);
                attendance.participants().forEach(this::askForMissedEdits);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whoever's edits were refused still holds them, and would not send them again by itself.
    private void askForMissedEdits(Participant participant) {
        boolean mayEdit = participant.role().mayEdit() && !unsaved.isFull();
        if (mayEdit && participant.takeMissed()) {
            participant.outbox().offer(MessageCodec.syncStep1(doc.stateVector()));
        }
    }

    /// Nobody is here, and all that anybody did is stored.
    public boolean isAtRest() {
        lock.lock();
        try {
            return attendance.isEmpty() && unsaved.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
