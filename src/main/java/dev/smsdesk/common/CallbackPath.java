package dev.smsdesk.common;

/** Where Sinch posts its callbacks, from the application's root. */
public final class CallbackPath {
    /** A channel's word follows. */
    public static final String PREFIX = "/api/callbacks/";

    private CallbackPath() {}
}
