package dev.smsdesk.sandbox;

/** The header by which the Conversation API tells an expired token, which the caller renews, from one that is wrong. */
public final class BearerChallenge {
    private BearerChallenge() {}

    public static String of(boolean expired) {
        String description = expired ? "The access token expired" : "The access token is invalid";
        return "Bearer error=\"invalid_token\", error_description=\"" + description + "\"";
    }
}
