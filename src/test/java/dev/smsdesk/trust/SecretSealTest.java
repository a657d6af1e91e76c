package dev.smsdesk.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sealed secret opens only with its key and in its place")
class SecretSealTest {
    private static final SecretSeal.Place PLACE = new SecretSeal.Place("01A", Channel.SMS, "next");
    private static final byte[] SECRET = "hémlig ".getBytes(UTF_8);
    private final SecretSeal seal = new SecretSeal(key(1));

    @Test
    void itOpensInItsPlaceByteForByte() {
        Secret opened = seal.open(PLACE, seal.seal(PLACE, SECRET), "name").orElseThrow();
        assertArrayEquals(SECRET, opened.key());
        assertEquals("name", opened.name());
    }

    @Test
    void itIsNotInTheClearAndNeverTheSameTwice() {
        byte[] sealed = seal.seal(PLACE, SECRET);
        assertFalse(new String(sealed, UTF_8).contains("lig"));
        assertFalse(Arrays.equals(sealed, seal.seal(PLACE, SECRET)));
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        assertEquals(Optional.empty(), new SecretSeal(key(2)).open(PLACE, seal.seal(PLACE, SECRET), "name"));
    }

    @Test
    void inAnotherRowPathOrSlotItDoesNotOpen() {
        byte[] sealed = seal.seal(PLACE, SECRET);
        for (SecretSeal.Place other : new SecretSeal.Place[] {new SecretSeal.Place("01B", Channel.SMS, "next"),
                new SecretSeal.Place("01A", Channel.CONVERSATION, "next"), new SecretSeal.Place("01A", Channel.SMS, "current")}) {
            assertEquals(Optional.empty(), seal.open(other, sealed, "name"), other.toString());
        }
    }

    @Test
    void changedByOneBitOrCutItDoesNotOpen() {
        byte[] sealed = seal.seal(PLACE, SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), seal.open(PLACE, changed, "name"));
            assertEquals(Optional.empty(), seal.open(PLACE, Arrays.copyOf(sealed, i), "name"));
        }
    }

    @Test
    void aShortKeyIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new SecretSeal(new byte[16]));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[SecretSeal.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
