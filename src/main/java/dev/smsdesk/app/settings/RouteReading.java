package dev.smsdesk.app.settings;

import dev.smsdesk.account.HttpProxy;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the way to Sinch.
 * @param off why no account can send this way, or null
 */
record RouteReading(CallRoute route, String off) {
    private static final String BASE = "SMSDESK_SINCH_URL";
    private static final String PROXY = "SMSDESK_HTTP_PROXY";
    private static final String USER = "SMSDESK_HTTP_PROXY_USER";
    private static final String PASSWORD = "SMSDESK_HTTP_PROXY_PASSWORD";
    /** Of the JVM: the schemes by which its HTTP client does not log in to a proxy, Basic by default. */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

    static RouteReading read(SettingReader in, boolean sandbox) {
        URI sinch = sinchUrl(in, sandbox);
        HttpProxy proxy = proxy(in);
        String schemes = in.systemProperty(DISABLED_SCHEMES);
        boolean loginWorks = proxy == null || proxy.user() == null || schemes != null && !schemes.toLowerCase().contains("basic");
        return new RouteReading(new CallRoute(sinch, proxy), loginWorks ? null
            : "The proxy's user and password work only where the JVM runs with -D" + DISABLED_SCHEMES
            + "= (nothing after it). Start the server with that option.");
    }

    private static URI sinchUrl(SettingReader in, boolean sandbox) {
        URI url = in.address(BASE);
        if (url == null) {
            return null;
        }
        if (sandbox) {
            in.fault(BASE + " and SMSDESK_SANDBOX=true exclude each other: with the sandbox nothing goes out. Remove one of them.");
        } else if (!NearHosts.isLoopback(url) && (!"https".equalsIgnoreCase(url.getScheme()) || NearHosts.isPrivate(url))) {
            in.fault(BASE + " must be an https address that is not of a private network, or an address of this machine such as "
                + "http://127.0.0.1:8080.");
        }
        return url;
    }

    private static HttpProxy proxy(SettingReader in) {
        String text = in.text(PROXY);
        String user = in.text(USER, "[ -9;-~]{1,200}", "must be printable ASCII characters without a colon.");
        String password = in.secret(PASSWORD);
        if ((user == null) != (password == null)) {
            in.fault(USER + " and " + PASSWORD + " belong together: set both, or none.");
        }
        if (text == null) {
            if (user != null) {
                in.fault(PROXY + " is missing: " + USER + " and " + PASSWORD + " are for the proxy that it names.");
            }
            return null;
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) < 1 || Integer.parseInt(parts.group(2)) > 65_535) {
            in.fault(PROXY + " must be host:port, such as proxy.example.com:3128.");
            return null;
        }
        return new HttpProxy(parts.group(1), Integer.parseInt(parts.group(2)), password == null ? null : user, password);
    }
}
