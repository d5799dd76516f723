package dev.coderun.server.identity;

import dev.coderun.server.identity.provider.Identity;
import dev.coderun.server.web.BadJsonException;
import java.text.Normalizer;

/// What people may call themselves and their things.
final class Names {

    private Names() {}

    /// A name of a person, tidied. Throws [BadJsonException] if it is none.
    static String checked(String asked) {
        return checked(asked, Identity.MAX_NAME_CHARACTERS);
    }

    static String checked(String asked, int maxCharacters) {
        var name = Normalizer.normalize(asked, Normalizer.Form.NFC).strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > maxCharacters) {
            throw new BadJsonException("A name has 1 to " + maxCharacters + " characters.");
        }
        if (name.codePoints().anyMatch(Identity::isInvisible)) {
            throw new BadJsonException("A name has no control characters.");
        }
        return name;
    }
}
