package dev.smsdesk.pages.setup;

import java.util.Optional;

/** A blank or a line end that was pasted along with a secret: it may belong to the secret, so the person has to confirm it. */
final class StrayBlank {
    private StrayBlank() {}

    /** @return what is doubtful, without showing the secret; empty where nothing is */
    static Optional<String> in(String secret) {
        boolean front = !secret.isEmpty() && isBlank(secret.charAt(0));
        boolean end = !secret.isEmpty() && isBlank(secret.charAt(secret.length() - 1));
        if (!front && !end) {
            return Optional.empty();
        }
        String where = front && end ? "begins and ends" : front ? "begins" : "ends";
        return Optional.of("Nothing was stored: the secret " + where
            + " with a blank or a line end. Enter it once more without; or, if that belongs to it, once more with the box ticked.");
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
