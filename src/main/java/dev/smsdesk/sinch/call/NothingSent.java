package dev.smsdesk.sinch.call;

import java.io.IOException;

/** The call failed before any byte of its body was sent. */
public final class NothingSent extends IOException {
    private static final long serialVersionUID = 1L;

    NothingSent(Throwable cause) {
        super(cause);
    }
}
