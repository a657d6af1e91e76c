package dev.smsdesk.pages.compose;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.send.Idempotency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what a form sent twice is known from two forms: what would be sent, not how it was typed. */
final class OrderDigest {
    private OrderDigest() {}

    public static Idempotency once(String caller, String key, Order order) {
        MessageDigest digest = sha256();
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
