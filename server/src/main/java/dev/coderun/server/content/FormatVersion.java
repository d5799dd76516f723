package dev.coderun.server.content;

import java.util.Optional;

/// The versions of the problem package format that are read.
enum FormatVersion {
    LEGACY("legacy", "problem_statement", "output_validators", "testdata.yaml"),
    DRAFT_2023_07("2023-07-draft", "statement", "output_validator", "testdata.yaml"),
    V2025_09("2025-09", "statement", "output_validator", "test_group.yaml");

    private final String key;
    private final String statementFolder;
    private final String validatorFolder;
    private final String groupFile;

    FormatVersion(String key, String statementFolder, String validatorFolder, String groupFile) {
        this.key = key;
        this.statementFolder = statementFolder;
        this.validatorFolder = validatorFolder;
        this.groupFile = groupFile;
    }

    static Optional<FormatVersion> of(String key) {
        for (var version : values()) {
            if (version.key.equals(key)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    String statementFolder() {
        return statementFolder;
    }

    String validatorFolder() {
        return validatorFolder;
    }

    /// What describes a group of tests.
    String groupFile() {
        return groupFile;
    }
}
