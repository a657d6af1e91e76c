package dev.smsdesk.account;

import java.util.Objects;

/**
 * An account through which messages go. The id stands with each message, so that none is ever sent through another account.
 * @param id          {@code sms:} and the service plan id, {@code conversation:} and the app id; {@code sandbox:sms} and
 *                    {@code sandbox:conversation} in the sandbox, which no plan or app id can produce
 * @param region      two letters in lower case; null in the sandbox, and where it is not known
 * @param credentials null where they are not complete
 */
public record Account(String id, Channel channel, String region, Credentials credentials) {
    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(channel, "channel");
    }

    /** A service plan of the SMS API. @param apiToken null where it is not set */
    public static Account ofPlan(String servicePlanId, String region, String apiToken) {
        return new Account("sms:" + servicePlanId, Channel.SMS, region, apiToken == null ? null
            : new Credentials.ServicePlan(servicePlanId, apiToken));
    }

    /**
     * An app of the Conversation API.
     * @param region null where none is known;
     * @param app its credentials, or null where they are not complete
     */
    public static Account ofApp(String appId, String region, Credentials.App app) {
        return new Account("conversation:" + appId, Channel.CONVERSATION, region, app);
    }

    /** One of the sandbox's own: every id there is this word. @param token API token and key secret */
    public static Account sandbox(Channel channel, String word, String token) {
        return new Account("sandbox:" + channel.word(), channel, null,
            channel == Channel.SMS ? new Credentials.ServicePlan(word, token) : new Credentials.App(word, word, token, word));
    }
}
