package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import java.net.URI;
import java.util.Objects;

/**
 * Where this installation sends to. What was composed for another account is left alone.
 * @param name        {@code sandbox}, or {@code sms:} and the service plan id
 * @param callbackUrl what {@code callback_url} is set to
 */
public record Gateway(String name, Channel channel, URI callbackUrl) {
    public Gateway {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(callbackUrl, "callbackUrl");
    }
}
