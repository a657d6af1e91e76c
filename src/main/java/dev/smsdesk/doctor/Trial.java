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

/** Tests whether a secret signs given bytes with the callback's signature, within the budget. */
final class Trial {
    private final byte[] signature;
    private final byte[] tail;
    private final HashBudget budget;
    private final List<MacKey> live = new ArrayList<>();

    private record MacKey(String name, Mac mac) {}

    /** @param signature 32 bytes; @param live tried by {@link #signer} */
    Trial(byte[] signature, String nonce, String timestamp, List<Secret> live, HashBudget budget) {
        this.signature = signature.clone();
        this.tail = ("." + nonce + "." + timestamp).getBytes(StandardCharsets.UTF_8);
        this.budget = budget;
        live.forEach(secret -> this.live.add(new MacKey(secret.name(), mac(secret.key()))));
    }

    /** Whether this key signs the body with the callback's nonce and timestamp. */
    boolean fits(byte[] key, byte[] body) {
        return fits(mac(key), body, tail);
    }

    /** @return name of the live secret that signs this body with the callback's nonce and timestamp, or null */
    String signer(byte[]... body) {
        byte[][] parts = new byte[body.length + 1][];
        System.arraycopy(body, 0, parts, 0, body.length);
        parts[body.length] = tail;
        return signerOf(parts);
    }

    /** @return name of the live secret that signs the concatenation, or null */
    String signerOf(byte[]... parts) {
        budget.spend(0);   // an attempt counts even without any secret
        for (MacKey key : live) {
            if (fits(key.mac(), parts)) {
                return key.name();
            }
        }
        return null;
    }

    boolean isOver() {
        return budget.isExhausted();
    }

    private boolean fits(Mac mac, byte[]... parts) {
        long bytes = 0;
        for (byte[] part : parts) {
            bytes += part.length;
        }
        if (!budget.spend(bytes)) {
            return false;
        }
        for (byte[] part : parts) {
            mac.update(part);
        }
        return MessageDigest.isEqual(signature, mac.doFinal());
    }

    /** HMAC pads an empty key with zeros; Java refuses it, but one zero is equivalent. */
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
