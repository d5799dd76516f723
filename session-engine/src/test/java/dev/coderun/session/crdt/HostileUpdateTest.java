package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever the bytes: the one exception or success, a sound document, and nothing done if refused.
///
/// More mutations: `-Dmutations=`; another seed: `-Dseed=`.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileUpdateTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 4_000);
    private static final List<YjsDocument> DOCUMENTS = YjsDocument.all();

    @Test
    void everyPrefixIsMalformed() {
        for (YjsDocument document : DOCUMENTS) {
            byte[] whole = document.wholeV1();
            for (int length = 0; length < whole.length; length++) {
                byte[] prefix = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> Update.decodeV1(prefix))
                        .isInstanceOf(MalformedInputException.class);
            }
        }
    }

    @Test
    void anyFlippedBitIsSurvived() {
        for (YjsDocument document : DOCUMENTS) {
            byte[] half = halfOf(document);
            for (byte[] update : document.updates().stream().limit(5).toList()) {
                for (int bit = 0; bit < 8 * update.length; bit++) {
                    byte[] flipped = update.clone();
                    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                    var doc = new Doc(1);
                    doc.apply(Update.decodeV1(half));
                    applySurviving(doc, flipped);
                }
            }
        }
    }

    /// So that some of what the bytes refer to is there and some is not.
    private static byte[] halfOf(YjsDocument document) {
        var doc = new Doc(1);
        document.updates().stream()
                .limit(document.updates().size() / 2)
                .forEach(update -> doc.apply(Update.decodeV1(update)));
        return doc.encodeStateAsUpdate();
    }

    @Test
    void randomMutationsAreSurvived() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("mutations from -Dseed=" + seed);
        var random = new SplittableRandom(seed);
        var doc = new Doc(1);
        for (int i = 0; i < MUTATIONS; i++) {
            if (i % 30 == 0) {
                doc = new Doc(1);
            }
            YjsDocument document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
            byte[] bytes = document.wholeV1();
            if (!document.updates().isEmpty() && random.nextInt(3) > 0) {
                bytes = document.updates().get(random.nextInt(document.updates().size()));
            }
            applySurviving(doc, random.nextInt(4) == 0 ? bytes : mutated(bytes, random));
        }
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] mutant = bytes.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] += (byte) (random.nextInt(5) - 2);
                case 2 -> mutant[at] = (byte) 0xff;
                case 3 -> mutant[at] = mutant[random.nextInt(mutant.length)];
                default -> mutant = spliced(mutant, at, random);
            }
        }
        return mutant;
    }

    private static byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int count = Math.min(random.nextInt(8), bytes.length - from);
        var out = new ByteWriter();
        out.writeBytes(bytes, 0, at);
        out.writeBytes(bytes, from, count);
        int rest = Math.min(bytes.length, at + random.nextInt(3));
        out.writeBytes(bytes, rest, bytes.length - rest);
        return out.toByteArray().length == 0 ? bytes : out.toByteArray();
    }

    @Test
    void mutationsOfFormatV2AreSurvived() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = DOCUMENTS.get(random.nextInt(DOCUMENTS.size())).wholeV2();
            try {
                Update update = Update.decodeV2(mutated(bytes, random));
                applySurviving(new Doc(1), update.encoded());
            } catch (MalformedInputException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aRunOfFormatV2CannotSpeakOfEndlessStructs() {
        var out = new ByteWriter();
        for (String column : List.of("", "01", "", "", "00", "00", "", "", "41bfffffff0f")) {
            if (out.size() == 0) {
                out.writeVarUint(0);
            }
            out.writeVarBytes(HexFormat.of().parseHex(column));
        }
        out.writeVarUint(1);
        out.writeVarUint(1L << 40);
        out.writeVarUint(0);
        out.writeVarUint(0);
        byte[] bytes = out.toByteArray();

        assertThatThrownBy(() -> Update.decodeV2(bytes))
                .isInstanceOf(MalformedInputException.class);
    }

    @Test
    void randomBytesAreSurvived() {
        var random = new SplittableRandom(1);
        var doc = new Doc(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(24)];
            random.nextBytes(bytes);
            bytes[0] &= 3;
            applySurviving(doc, bytes);
        }
    }

    private static void applySurviving(Doc doc, byte[] bytes) {
        Update update;
        try {
            update = Update.decodeV1(bytes);
        } catch (MalformedInputException e) {
            return;
        }
        String before = hex(doc.encodeStateAsUpdate());
        try {
            Change change = doc.apply(update);
            doc.checkInvariants();
            if (change.changesDocument()) {
                Change again = new Doc(9).apply(Update.decodeV1(change.update()));
                assertThat(again.bringsAnything()).isTrue();
            }
        } catch (MalformedInputException e) {
            assertThat(hex(doc.encodeStateAsUpdate())).isEqualTo(before);
        } catch (RuntimeException e) {
            throw new AssertionError("broken by " + hex(bytes) + " on " + before, e);
        }
    }

    @Test
    void hugeCountsAreRefusedBeforeAnythingIsAllocated() {
        assertMalformed("ffffffff07" + "0101000401017401" + "6100");
        assertMalformed("01ffffffff07" + "01000401017401" + "6100");
        assertMalformed("0101010004010174ffffffff07" + "6100");
        assertMalformed("01010100080101" + "74ffffffff07" + "7e00");
        assertMalformed("0001" + "01ffffffff07");
        assertMalformed("00ffffffff07");
    }

    @Test
    void clocksEndAt2ToThe31() {
        assertMalformed("010101ffffffffffffff0f" + "0401017401" + "6100");
        assertMalformed("010101ffffffff07" + "040101740261" + "6200");
        assertMalformed("0101010000ffffffffffffff0f" + "00");
        assertMalformed("0001010101ffffffff07");
        assertMalformed("0001010180808080" + "0801");
    }

    @Test
    void structsDoNotReferToTheirOwnFuture() {
        assertMalformed("0101010084" + "0100" + "0161" + "00");
        assertMalformed("0101010044" + "0105" + "0161" + "00");
        assertMalformed("010101000400" + "0100" + "0161" + "00");
    }

    @Test
    void structsThatWaitForEachOtherWaitForEver() {
        // Client 1 wants client 2's first unit to its left, and the other way round.
        var doc = new Doc(9);

        doc.apply(update("02" + "010100" + "8402000161" + "010200" + "8401000162" + "00"));

        doc.checkInvariants();
        assertThat(doc.hasPending()).isTrue();
        assertThat(doc.stateVector()).isEqualTo(StateVector.EMPTY);
    }

    @Test
    void anItemInWhatIsNoTypeIsCollected() {
        var doc = new Doc(9);
        doc.apply(update("01010100" + "0401017401" + "6100"));

        doc.apply(update("01010200" + "04000100" + "0162" + "00"));

        doc.checkInvariants();
        assertThat(doc.stateVector().nextClock(2)).isEqualTo(1);
        assertThat(doc.text("t").toString()).isEqualTo("a");
    }

    @Test
    void hugeCollectedRangesTakeLittleRoom() {
        var doc = new Doc(9);
        for (int client = 1; client <= 200_000; client++) {
            var out = new ByteWriter();
            out.writeVarUint(1);
            out.writeVarUint(1);
            out.writeVarUint(client);
            out.writeVarUint(0);
            out.writeUint8(Kind.GC);
            out.writeVarUint(Integer.MAX_VALUE - 10);
            out.writeVarUint(0);
            doc.apply(Update.decodeV1(out.toByteArray()));
        }
        doc.apply(update("010101" + "f5ffffff07" + "0401017401" + "6100"));

        doc.checkInvariants();
        assertThat(doc.text("t").toString()).isEqualTo("a");
    }

    @Test
    void typesNestedVeryDeepAreDeletedAndCollected() {
        var out = new ByteWriter();
        int depth = 200_000;
        out.writeVarUint(1);
        out.writeVarUint(depth);
        out.writeVarUint(1);
        out.writeVarUint(0);
        for (int i = 0; i < depth; i++) {
            out.writeUint8(Kind.TYPE);
            if (i == 0) {
                out.writeVarUint(1);
                out.writeVarString("a");
            } else {
                out.writeVarUint(0);
                out.writeVarUint(1);
                out.writeVarUint(i - 1);
            }
            out.writeVarUint(Branch.ARRAY);
        }
        out.writeVarUint(0);
        var doc = new Doc(9);
        doc.apply(Update.decodeV1(out.toByteArray()));

        doc.apply(update("00" + "01010100" + "01"));

        assertThat(doc.array("a").length()).isZero();
        assertThat(doc.encodeStateAsUpdate()).hasSizeLessThan(40);
    }

    @Test
    void whatWaitsIsBounded() {
        var doc = new Doc(9, 1_000);
        int taken = 0;
        try {
            for (; taken < 1_000; taken++) {
                var out = new ByteWriter();
                out.writeVarUint(1);
                out.writeVarUint(1);
                out.writeVarUint(1);
                out.writeVarUint(10 + 2L * taken);
                out.writeUint8(Kind.STRING | StructReader.HAS_ORIGIN);
                out.writeVarUint(1);
                out.writeVarUint(9);
                out.writeVarString("x");
                out.writeVarUint(0);
                doc.apply(Update.decodeV1(out.toByteArray()));
            }
        } catch (MalformedInputException e) {
            assertThat(taken).isBetween(20, 200);
        }
        assertThat(taken).isLessThan(1_000);
        assertThat(doc.apply(update("01010200" + "0401017401" + "6100")).changesDocument())
                .as("what waits for nothing is still taken")
                .isTrue();
    }

    @Test
    void whatWaitsAndComesTwiceIsKeptOnce() {
        var doc = new Doc(9);
        byte[] late = HexFormat.of().parseHex("01010105" + "8401040161" + "00");
        assertThat(doc.apply(Update.decodeV1(late)).bringsAnything()).isTrue();
        byte[] state = doc.encodeStateAsUpdate();

        assertThat(doc.apply(Update.decodeV1(late)).bringsAnything()).isFalse();
        assertThat(doc.encodeStateAsUpdate()).isEqualTo(state);
    }

    private static Update update(String hex) {
        return Update.decodeV1(HexFormat.of().parseHex(hex));
    }

    private static void assertMalformed(String hex) {
        assertThatThrownBy(() -> update(hex)).as(hex).isInstanceOf(MalformedInputException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
