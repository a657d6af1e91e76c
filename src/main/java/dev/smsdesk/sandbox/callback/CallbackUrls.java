package dev.smsdesk.sandbox.callback;

import dev.smsdesk.common.CallbackPath;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.SandboxSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses the sandbox calls: the application's own callback paths, under any public name, and addresses of this
 * machine where the application is reached by one too. No other host is ever called.
 */
public final class CallbackUrls {
    private final URI self;

    public CallbackUrls(SandboxSettings settings) {
        this.self = settings.self();
    }

    /** @throws CallRefused where it is no http or https URL with a path */
    public static URI read(String name, String url) {
        if (!url.matches("(?i)https?://[^/\\s]+/\\S*")) {
            throw CallRefused.format(name + ": not a URL");
        }
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw CallRefused.format(name + ": not a URL");
        }
    }

    /** @throws CallRefused where it is never called, so that callbacks are not awaited in vain */
    public void requireCalled(String name, URI url) {
        if (url != null && called(url).isEmpty()) {
            throw CallRefused.format(name + ": the sandbox calls SMS Desk's own " + CallbackPath.PREFIX + " paths"
                + (isLoopback(self) ? " and addresses of this machine (127.0.0.1, localhost)" : "") + ", and no other host");
        }
    }

    /** The address as it is called from here; empty where it is not called. */
    public Optional<URI> called(URI url) {
        if (isLoopback(self) && isLoopback(url)) {
            return Optional.of(url);
        }
        String path = String.valueOf(url.getRawPath());
        int own = path.lastIndexOf(CallbackPath.PREFIX);
        return own < 0 ? Optional.empty() : Optional.of(URI.create(SandboxSettings.withoutSlash(self) + path.substring(own)));
    }

    /** By its text alone: no name is looked up. */
    private static boolean isLoopback(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT).matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    }
}
