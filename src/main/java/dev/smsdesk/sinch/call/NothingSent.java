package dev.smsdesk.sinch.call;

import java.io.IOException;

/** The call failed before any of its body was asked for: whoever was there, if anybody, has nothing to act on. */
public final class NothingSent extends IOException {
    private static final long serialVersionUID = 1L;

    NothingSent(Throwable cause) {
        super(cause);
    }
}
