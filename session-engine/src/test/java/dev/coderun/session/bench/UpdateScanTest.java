package dev.coderun.session.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.crdt.Doc;
import org.junit.jupiter.api.Test;

class UpdateScanTest {
    @Test
    void countsTheUnitsOfStringsAndDeletions() {
        var doc = new Doc(5);
        var scan = new UpdateScan();

        scan.read(doc.transact(() -> doc.text("text").insert(0, "aé😀")).update());
        scan.read(doc.transact(() -> doc.text("text").delete(1, 1)).update());

        assertThat(scan.textUnits()).isEqualTo(4);
        assertThat(scan.deletedUnits()).isEqualTo(1);
    }
}
