package dev.smsdesk.doctor;

import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tries whether some secret signs some bytes as the callback says, as long as the effort lasts. */
final class Trial {
    private final byte[] signature;
    private final byte[] tail;
    private final HashBudget effort;
    private final List<Key> live = new ArrayList<>();

    private record Key(String name, Mac mac) {}

    /** @param signature 32 bytes; @param live tried by {@link #signer} */
    Trial(byte[] signature, String nonce, String timestamp, List<Secret> live, HashBudget effort) {
        this.signature = signature.clone();
        this.tail = ("." + nonce + "." + timestamp).getBytes(StandardCharsets.UTF_8);
        this.effort = effort;
        live.forEach(secret -> this.live.add(new Key(secret.name(), mac(secret.key()))));
    }

    /** Whether this key signs the body with the nonce and the timestamp that came. */
    boolean fits(byte[] key, byte[] body) {
        return fits(mac(key), body, tail);
    }

    /** @return name of the live secret that signs this body with the nonce and timestamp that came, or null */
    String signer(byte[]... body) {
        byte[][] parts = new byte[body.length + 1][];
        System.arraycopy(body, 0, parts, 0, body.length);
        parts[body.length] = tail;
        return signerOf(parts);
    }

    /** @return name of the live secret that signs these bytes, one after the other, or null */
    String signerOf(byte[]... parts) {
        effort.spend(0);   // also without any secret a look is one look
        for (Key key : live) {
            if (fits(key.mac(), parts)) {
                return key.name();
            }
        }
        return null;
    }

    boolean isOver() {
        return effort.isExhausted();
    }

    private boolean fits(Mac mac, byte[]... parts) {
        long bytes = 0;
        for (byte[] part : parts) {
            bytes += part.length;
        }
        if (!effort.spend(bytes)) {
            return false;
        }
        for (byte[] part : parts) {
            mac.update(part);
        }
        return MessageDigest.isEqual(signature, mac.doFinal());
    }

    /** An empty key is padded with zeros like any other; Java takes one zero for it. */
    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(Signature.ALGORITHM);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, Signature.ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + Signature.ALGORITHM, e);
        }
    }
}
