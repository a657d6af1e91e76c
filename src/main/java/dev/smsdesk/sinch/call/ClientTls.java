package dev.smsdesk.sinch.call;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS for calls from inside a server. The JVM's default would present the server's own certificate, and cannot be made at all on GlassFish
 * 8, which names its stores by system properties and keeps their password for itself.
 */
final class ClientTls {
    private ClientTls() {}

    /** Without a certificate of its own. */
    static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new X509TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS for calls to Sinch", e);
        }
    }

    /** The JVM's trust store, or the JDK's own if that store is unreadable. */
    static X509TrustManager trust() throws GeneralSecurityException, IOException {
        X509TrustManager configured = trusting(null);
        return configured.getAcceptedIssuers().length > 0 ? configured : trusting(ofJdk());
    }

    private static KeyStore ofJdk() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(), (char[]) null);
    }

    /** @param store null for the one that the JVM is set up with */
    private static X509TrustManager trusting(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
            .findFirst().orElseThrow();
    }
}
