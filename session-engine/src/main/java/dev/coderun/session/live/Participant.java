package dev.coderun.session.live;

/// One connection in a session. Written under the session's lock alone; read by anybody.
public final class Participant {

    private final String id;
    private final Person person;
    private final Outbox outbox;
    private final boolean speaksCodeRun;

    private volatile Role role;
    private volatile long received;
    private boolean present;

    /// Whoever came later has the larger number.
    private long coming;

    /// Whether an edit was refused that would be taken at another time.
    private boolean missed;

    /// The count of frames that the last batch took along: while it has not moved, there is nothing to acknowledge.
    private long receiptedFrames;

    Participant(String id, Person person, Role role, Outbox outbox, boolean speaksCodeRun) {
        this.id = id;
        this.person = person;
        this.role = role;
        this.outbox = outbox;
        this.speaksCodeRun = speaksCodeRun;
    }

    /// The connection's own id: one user with two tabs is two participants.
    public String id() {
        return id;
    }

    public Person person() {
        return person;
    }

    public String userId() {
        return person.id();
    }

    public String name() {
        return person.name();
    }

    public Role role() {
        return role;
    }

    public Outbox outbox() {
        return outbox;
    }

    /// Whether it asked for the subprotocol `coderun.v1`; else it must never see a type from 64.
    public boolean speaksCodeRun() {
        return speaksCodeRun;
    }

    /// How many document frames came from it: sync step 2 and update, those without effect and refused ones too.
    public long received() {
        return received;
    }

    boolean isPresent() {
        return present;
    }

    void present(long newComing) {
        present = true;
        coming = newComing;
    }

    void gone() {
        present = false;
    }

    /// Whether this is a later connection of the same person.
    boolean succeeds(Participant other) {
        return !person.isGuest() && userId().equals(other.userId()) && coming > other.coming;
    }

    void role(Role role) {
        this.role = role;
    }

    long countFrame() {
        long count = received + 1;
        received = count;
        return count;
    }

    /// Whether document frames came since the last call.
    boolean takeNews() {
        boolean news = received > receiptedFrames;
        receiptedFrames = received;
        return news;
    }

    void noteMissed(boolean alsoThis) {
        missed |= alsoThis;
    }

    boolean takeMissed() {
        boolean was = missed;
        missed = false;
        return was;
    }
}
