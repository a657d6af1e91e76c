package dev.smsdesk.account;

/**
 * The proxy through which Sinch is called, instead of the one that the JVM names.
 * @param user and {@code password}: null where the proxy asks for none
 */
public record HttpProxy(String host, int port, String user, String password) {

    /** Host and port, never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
