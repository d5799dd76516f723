package dev.coderun.server.identity.provider;

import java.util.Optional;

/// Somebody's account at a provider, as the provider vouches for it. Who they are to us hangs on realm and subject
/// alone: a name and an address may be anybody's tomorrow.
///
/// @param realm who gave the subject out: the provider, or the issuer's address where any may be configured
/// @param address one that the provider says it has verified
public record Identity(String realm, String subject, String name, Optional<String> address) {

    /// As OpenID Connect bounds it.
    private static final int MAX_SUBJECT_CHARACTERS = 255;

    private static final int MAX_ADDRESS_CHARACTERS = 254;

    /// What nobody can be called longer than.
    public static final int MAX_NAME_CHARACTERS = 40;

    private static final String NAMELESS = "Somebody";

    /// Throws [UnbelievableAnswerException] for a subject that is none.
    public Identity {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT_CHARACTERS) {
            throw new UnbelievableAnswerException("no sound subject");
        }
        name = shown(name);
        address = address.filter(text -> text.length() <= MAX_ADDRESS_CHARACTERS);
    }

    private static String shown(String name) {
        var visible =
                name.codePoints()
                        .filter(each -> !isInvisible(each))
                        .limit(MAX_NAME_CHARACTERS)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                        .strip();
        return visible.isEmpty() ? NAMELESS : visible;
    }

    /// Whether a character would not be seen in a name, or would turn what stands around it.
    public static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}
