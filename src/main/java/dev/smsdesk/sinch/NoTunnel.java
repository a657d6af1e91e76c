package dev.smsdesk.sinch;

import java.io.IOException;

/** The proxy answered CONNECT itself instead of opening a tunnel: Sinch got nothing. */
final class NoTunnel extends IOException {
    private static final long serialVersionUID = 1L;
    private final String proxy;

    /** @param proxy host and port; @param said what the proxy answered, one line */
    NoTunnel(String proxy, String said) {
        super(said);
        this.proxy = proxy;
    }

    String proxy() {
        return proxy;
    }
}
