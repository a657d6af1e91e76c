package dev.smsdesk.sandbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;

/**
 * How the sandbox is set up.
 * @param self      how the application reaches itself, with its context path, for example {@code http://127.0.0.1:8080/sms-desk}
 * @param address   by which the application is known, where its own callbacks belong; self where there is no other
 * @param secrets   what signs the callbacks of each channel; read each time, since it may change
 * @param token     the API token of the SMS API and the key secret of the Conversation API
 * @param timeScale 1 for Sinch's own retry schedule, 0.01 for one a hundred times faster; messages themselves never go slower than at 1
 */
public record SandboxSettings(URI self, URI address, Function<Channel, Secret> secrets, String token, double timeScale) {
    /** Service plan id, project id, key id and app id. */
    public static final String NAME = "sandbox";

    public SandboxSettings {
        if (self.getHost() == null || !String.valueOf(self.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("The address of the application must begin with http:// or https:// and name a host.");
        }
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(token, "token");
        if (!(timeScale > 0)) {
            throw new IllegalArgumentException("The time scale must be above 0.");
        }
    }

    /** How fast messages move: 1, or less. */
    public double pace() {
        return Math.min(1, timeScale);
    }

    /** Where our own callbacks of this channel belong. */
    public URI ownTarget(Channel channel) {
        return URI.create(withoutSlash(address) + channel.callbackPath());
    }

    public static String withoutSlash(URI uri) {
        return uri.toString().replaceAll("/+$", "");
    }

    @Override
    public String toString() {
        return "SandboxSettings[" + self + ", time scale " + timeScale + "]";
    }
}
