package dev.smsdesk.sinch.call;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Calls to Sinch work without the server's own keys and stores, and with broken ones")
class ClientTlsTest {
    private static final String KEYS = "javax.net.ssl.keyStore";
    private static final String TRUST = "javax.net.ssl.trustStore";
    private final Map<String, String> before = new TreeMap<>();

    @AfterEach
    void putBack() {
        before.forEach((name, value) -> set(name, value.isEmpty() ? null : value));
    }

    /** As GlassFish 8 sets them up: by name, with a password that only it knows. */
    @Test
    void storesWithoutTheirPasswordDoNoHarm(@TempDir Path folder) throws Exception {
        remember(KEYS);
        remember(TRUST);
        set(KEYS, sealed(folder.resolve("keystore.p12")).toString());
        set(TRUST, sealed(folder.resolve("cacerts.p12")).toString());
        assertNotNull(DetachedClient.of(HttpClient.newBuilder()).sslContext());
        assertTrue(ClientTls.trust().getAcceptedIssuers().length > 50, "the JDK's authorities");
    }

    private void remember(String name) {
        before.put(name, System.getProperty(name, ""));
    }

    private static void set(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    private static Path sealed(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "only-the-server-knows".toCharArray());
        }
        return file;
    }
}
