package dev.smsdesk.sinch.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Signatures equal Sinch's, and a secret is never shown")
class SignatureTest {

    static Stream<OwnVectors> vectors() {
        return OwnVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void anotherImplementationComputedTheSameSignature(OwnVectors vector) {
        Secret secret = Secret.of("test", vector.secret());
        assertEquals(vector.signature(), Signature.sign(secret, OwnVectors.bytes(vector.payload()), vector.nonce(), vector.timestamp()));
    }

    @Test
    void aSecretTellsItsNameAlone() {
        assertEquals("Secret[SINCH_WEBHOOK_SECRET]", Secret.of("SINCH_WEBHOOK_SECRET", "hush").toString());
    }

    @Test
    void anEmptySecretIsNoSecret() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Secret.of("SINCH_WEBHOOK_SECRET", ""));
        assertEquals("The secret SINCH_WEBHOOK_SECRET is empty.", refused.getMessage());
    }

    @Test
    void aSecretCannotBeChangedFromOutside() {
        byte[] key = {1, 2, 3};
        Secret secret = new Secret("test", key);
        key[0] = 9;
        secret.key()[1] = 9;
        assertEquals(Signature.sign(new Secret("test", new byte[] {1, 2, 3}), key, "n", "1"), Signature.sign(secret, key, "n", "1"));
    }
}
