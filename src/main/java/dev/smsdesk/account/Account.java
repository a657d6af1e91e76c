package dev.smsdesk.account;

import java.util.Objects;

/**
 * An account through which messages go. The id stands with each message, so that none is ever sent through another account.
 * @param id          {@code sms:} and the service plan id; {@code sandbox:sms} in the sandbox, which no plan id can produce
 * @param region      two letters, or null in the sandbox
 * @param credentials null where they are not set
 */
public record Account(String id, Channel channel, String region, Credentials credentials) {
    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(channel, "channel");
    }

    /** A service plan of the SMS API. @param apiToken null where it is not set */
    public static Account ofPlan(String servicePlanId, String region, String apiToken) {
        return new Account("sms:" + servicePlanId, Channel.SMS, region, apiToken == null ? null : new Credentials(servicePlanId, apiToken));
    }

    /** The same of the sandbox. */
    public static Account sandbox(Channel channel, String plan, String token) {
        return new Account("sandbox:" + channel.word(), channel, null, new Credentials(plan, token));
    }
}
