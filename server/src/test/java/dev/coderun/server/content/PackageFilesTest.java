package dev.coderun.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.in",
                "data/../../evil.in",
                "/etc/passwd",
                "data//x.in",
                "data/./x.in",
                "data\\x.in",
                "C:x.in",
                "data/-rf",
                "data/.hidden",
                "data/<script>alert(1)</script>.in",
                "data/new\nline.in",
                "a/b/c/d/e/f/g/h/i.in"
            })
    void aNameThatLeadsElsewhereOrIsNoneIsRefused(String path) {
        var zip = PackageBuilder.good().with(path, "x").zip();

        assertThatThrownBy(() -> PackageFiles.inZip("doubled", zip))
                .isInstanceOf(BadPackageException.class);
    }

    @Test
    void aPathHasAsManyCharactersAsAFileSystemHas() {
        var longest = "data/" + "x".repeat(PackageFiles.MAX_PATH_CHARACTERS - "data/".length());

        var taken = PackageFiles.inZip("doubled", PackageBuilder.good().with(longest, "1").zip());

        assertThat(taken.find(longest)).isPresent();
        var longer = PackageBuilder.good().with(longest + "x", "1").zip();
        assertThatThrownBy(() -> PackageFiles.inZip("doubled", longer))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("name");
    }

    @Test
    void anArchivesCommentIsAsLongAsOneCanBe() {
        var zip = PackageBuilder.good().zip();
        var longest = Arrays.copyOf(zip, zip.length + 0xffff);
        longest[zip.length - 2] = (byte) 0xff; // How long the comment is.
        longest[zip.length - 1] = (byte) 0xff;

        assertThat(PackageFiles.inZip("doubled", longest).find("problem.yaml")).isPresent();
        var longer = Arrays.copyOf(longest, longest.length + 1);
        assertThatThrownBy(() -> PackageFiles.inZip("doubled", longer))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aLinkInAnArchiveIsRefused() {
        var zip = PackageBuilder.good().with("data/secret/02.in", "/etc/passwd").zip();
        markAsLink(zip, "data/secret/02.in");

        assertThatThrownBy(() -> PackageFiles.inZip("doubled", zip))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("Links");
    }

    /// As `zip --symlinks` writes it: made on Unix, with the mode of a link.
    private static void markAsLink(byte[] zip, String path) {
        var name = Texts.utf8(path);
        for (int at = 0; at < zip.length - 46 - name.length; at++) {
            boolean isEntry =
                    zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2;
            if (isEntry
                    && Arrays.equals(zip, at + 46, at + 46 + name.length, name, 0, name.length)) {
                zip[at + 5] = 3;
                zip[at + 41] = (byte) 0xa1;
                return;
            }
        }
        throw new AssertionError("The archive has no such entry");
    }

    @Test
    void aLinkInAFolderIsRefused(@TempDir Path folder) throws Exception {
        var problem = Files.createDirectories(folder.resolve("linked/data"));
        Files.createSymbolicLink(problem.resolve("x.in"), Path.of("/etc/passwd"));

        assertThatThrownBy(() -> PackageFiles.in(folder.resolve("linked")))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("Links");
    }

    @Test
    void anArchiveThatGrowsBeyondBoundsIsNotUnpacked() {
        var zip = PackageBuilder.good().with("data/secret/02.in", new byte[64 << 20]).zip();

        assertThat(zip.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> PackageFiles.inZip("doubled", zip))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("larger");
    }

    @Test
    void manyFilesThatFitOneByOneAreTooMuchTogether() {
        var built = PackageBuilder.good();
        for (int i = 0; i < 9; i++) {
            built.with("data/secret/big" + i + ".in", new byte[PackageFiles.MAX_FILE_BYTES]);
        }

        assertThatThrownBy(() -> PackageFiles.inZip("doubled", built.zip()))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("larger");
    }

    @Test
    void tooManyFilesAreRefused() {
        var built = PackageBuilder.good();
        for (int i = 0; i <= PackageFiles.MAX_FILES; i++) {
            built.with("data/secret/" + i + ".hint", "");
        }

        assertThatThrownBy(() -> PackageFiles.inZip("doubled", built.zip()))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("files");
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        var cut = PackageBuilder.good().zip();

        assertThatThrownBy(() -> PackageFiles.inZip("doubled", new byte[100]))
                .isInstanceOf(BadPackageException.class);
        assertThatThrownBy(() -> PackageFiles.inZip("doubled", Arrays.copyOf(cut, cut.length / 2)))
                .isInstanceOf(BadPackageException.class);
        assertThatThrownBy(
                        () ->
                                PackageFiles.inZip(
                                        "doubled", new byte[PackageFiles.MAX_ZIP_BYTES + 1]))
                .isInstanceOf(BadPackageException.class)
                .hasMessageContaining("larger");
    }

    @Test
    void aPackagesNameIsSmallLettersAndDigits() {
        for (var name : new String[] {"", "Doubled", "a-b", "../x", "x".repeat(65)}) {
            assertThatThrownBy(() -> PackageFiles.inZip(name, PackageBuilder.good().zip()))
                    .isInstanceOf(BadPackageException.class);
        }
    }
}
