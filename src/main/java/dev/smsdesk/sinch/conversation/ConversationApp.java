package dev.smsdesk.sinch.conversation;

import dev.smsdesk.account.Credentials;
import java.net.URI;
import java.util.function.BooleanSupplier;

/**
 * An app of the Conversation API and how messages go through it.
 * @param base           of the region, or what stands in for it; {@code /v1/projects/…} follows
 * @param tokens         where access tokens come from; {@code /oauth2/token} follows
 * @param credentials    ids are letters, digits, dash and underscore; key id and secret are printable ASCII
 * @param maxParts       of one text: Sinch sends none with more
 * @param overrideSecret asked at each call: whether the secret is known that signs reports to a message's own callback URL. Without it
 *     Sinch gets no such URL, and the app's webhooks receive the reports
 */
public record ConversationApp(URI base, URI tokens, Credentials.App credentials, int maxParts, BooleanSupplier overrideSecret) {
    private static final String ID = "[A-Za-z0-9_-]{1,128}";

    /** @throws IllegalArgumentException where an id, a key or a number could not be sent; the message shows no secret */
    public ConversationApp {
        if (!credentials.projectId().matches(ID) || !credentials.appId().matches(ID)) {
            throw new IllegalArgumentException("A project id and an app id are letters, digits, dashes and underscores.");
        }
        if (!credentials.keyId().matches("[!-9;-~]{1,512}") || !credentials.keySecret().matches("[!-~]{1,4096}")) {
            throw new IllegalArgumentException("A key id and a key secret are printable ASCII without blanks, and the key id has no "
                + "colon.");
        }
        if (maxParts < 1) {
            throw new IllegalArgumentException("A text has at least one part.");
        }
    }
}
