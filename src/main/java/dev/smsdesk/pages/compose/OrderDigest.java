package dev.smsdesk.pages.compose;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.send.Idempotency;
import dev.smsdesk.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Recognises a form that was sent twice: by what would be sent, not by how it was typed. */
final class OrderDigest {
    private OrderDigest() {}

    public static Idempotency once(String caller, String key, Order order) {
        MessageDigest digest = Sha256.begin();
        add(digest, order.from());
        add(digest, order.text());
        add(digest, String.valueOf(order.name()));
        add(digest, String.valueOf(order.via()));
        for (PhoneNumber number : order.to()) {
            add(digest, number.digits());
        }
        return new Idempotency(caller, key, digest.digest());
    }

    /** Length first, so that no two orders read the same. */
    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
