package dev.smsdesk.account;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The regions of the Conversation API: those in which an app can live. Source: Sinch Conversation reference, read 2026-11-23. */
public enum ConversationRegion {
    US, EU, BR;

    /** @param name two letters in any case, or null; no region is a default */
    public static Optional<ConversationRegion> find(String name) {
        return Arrays.stream(values()).filter(region -> region.name().equalsIgnoreCase(name)).findFirst();
    }

    public URI base() {
        return URI.create("https://" + letters() + ".conversation.api.sinch.com");
    }

    public String letters() {
        return name().toLowerCase(Locale.ROOT);
    }
}
