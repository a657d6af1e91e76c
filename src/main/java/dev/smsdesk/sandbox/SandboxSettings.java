package dev.smsdesk.sandbox;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;

/**
 * How the sandbox is set up.
 * @param self      how the application reaches itself, with its context path, for example {@code http://127.0.0.1:8080/sms-desk}
 * @param secrets   what signs the callbacks of each channel; asked for each time, since it may come from the database or be changed
 * @param token     the bearer token that senders must show
 * @param plan      the service plan id that there is
 * @param timeScale 1 for Sinch's own retry schedule, 0.01 for one a hundred times faster; messages themselves never go slower than at 1
 */
public record SandboxSettings(URI self, Function<Channel, Secret> secrets, String token, String plan, double timeScale) {

    public SandboxSettings {
        if (self.getHost() == null || !String.valueOf(self.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("An address of ours begins with http:// or https:// and names a host.");
        }
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(plan, "plan");
        if (!(timeScale > 0)) {
            throw new IllegalArgumentException("A time scale is more than 0.");
        }
    }

    @Override
    public String toString() {
        return "SandboxSettings[" + self + ", plan " + plan + ", time scale " + timeScale + "]";
    }
}
