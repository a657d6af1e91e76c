package dev.smsdesk.sinch.call;

import java.io.IOException;

/** The proxy answered CONNECT itself instead of opening a tunnel: Sinch got nothing. */
public final class NoTunnel extends IOException {
    private static final long serialVersionUID = 1L;
    private final String proxy;

    /** @param proxy host and port; @param said what the proxy answered, one line */
    NoTunnel(String proxy, String said) {
        super(said);
        this.proxy = proxy;
    }

    public String proxy() {
        return proxy;
    }
}
