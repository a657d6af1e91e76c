package dev.smsdesk.receive.refusal;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.FaultyDatabase.CONNECTION_LOST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.callback.Endpoint;
import dev.smsdesk.receive.inbox.ReceivingSide;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.Slice;
import dev.smsdesk.trust.SecretRing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Refusals are recorded, within bounds, and no request waits for the record")
class RefusalsTest {
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final Refusals refusals = new Refusals(database.tx(), side.ids, side.clock,
        new Doctor(new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), side.clock)), new SecretRing(side.clock), 50);

    @AfterEach
    void close() {
        refusals.close();
        database.close();
        side.close();
    }

    @Test
    void aRecordSaysWhatCameAndNeverTheBody() throws IOException {
        refusals.start();
        byte[] body = utf8("{\"body\":\"a secret between two people\"}");
        CallbackRequest attempt = attempt(body, Map.of("X-Sinch-Webhook-Signature", "AAAA", "x-sinch-webhook-signature-nonce", "<script>"));
        attempt.readBody(new ByteArrayInputStream(body), 1 << 20);
        refusals.record(attempt.signedAt(side.clock.instant()), RefusalReason.HEADER_MISSING, 401);
        Refusal refusal = recorded(1).get(0);
        assertEquals(new Refusal(refusal.id(), Channel.SMS, RefusalReason.HEADER_MISSING, 401, "signature nonce", (long) body.length,
            HexFormat.of().formatHex(Sha256.of(body)), side.clock.instant(), "203.0.113.0", side.clock.instant(),
            new Refusal.Said(null, null, null), new Finding(Cause.HEADERS_STRIPPED, "x-sinch-webhook-signature-algorithm, "
            + "x-sinch-webhook-signature-timestamp"), 0), refusal);
    }

    @Test
    void aBodyThatWasTooLargeIsKnownByItsDeclaredLengthAlone() throws IOException {
        refusals.start();
        CallbackRequest attempt = attempt(new byte[10], Map.of("Content-Length", "10000000"));
        assertNull(attempt.readBody(InputStream.nullInputStream(), 1 << 20));
        refusals.record(attempt, RefusalReason.TOO_LARGE, 413);
        Refusal refusal = recorded(1).get(0);
        assertEquals(10_000_000L, refusal.bodyBytes());
        assertNull(refusal.sha256());
        assertEquals("", refusal.headers());
    }

    @Test
    void ofABodyWithoutLengthNoMoreThanTheLimitAndOneByteIsRead() throws IOException {
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[5000]);
        CallbackRequest attempt = attempt(endless, Map.of());
        assertNull(attempt.readBody(endless, 1000));
        assertEquals(5000 - 1001, endless.available());
    }

    @Test
    void onlyTheNewestStayAboveTheCap() {
        refusals.start();
        for (int i = 0; i < 300; i++) {
            side.clock.pass(Duration.ofMillis(1));
            refusals.record(attempt(new byte[0], Map.of()), RefusalReason.NOT_SIGNED, 401);
        }
        assertTrue(Concurrently.eventually(() -> count() <= 100 && newestIsThere()), () -> count() + " rows");
        Slice<Refusal> all = refusals.newest(null, 200);
        assertEquals(all.items().stream().map(Refusal::id).sorted(Comparator.reverseOrder()).toList(),
            all.items().stream().map(Refusal::id).toList());
    }

    @Test
    void whatTheQueueCannotHoldIsDroppedAndCountedWithoutWaiting() {
        long start = System.nanoTime();
        for (int i = 0; i < 2_050; i++) {
            side.clock.pass(Duration.ofMillis(250));   // slowly enough to be written down one by one
            refusals.record(attempt(new byte[0], Map.of()), RefusalReason.NOT_SIGNED, 401);   // no writer: not started
        }
        assertEquals(50, refusals.dropped());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
        refusals.start();
        assertTrue(Concurrently.eventually(() -> count() > 0 && count() <= 250));
        assertEquals(50, refusals.dropped());
    }

    @Test
    void inAFloodSomeAreWrittenDownAndAllAreCountedReasonByReason() {
        refusals.start();
        for (int i = 0; i < 20_000; i++) {
            refusals.record(attempt(new byte[100], Map.of()), RefusalReason.MISMATCH, 401);
        }
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.STALE, 401);
        assertTrue(Concurrently.eventually(() -> refusals.count(RefusalReason.STALE, side.clock.instant().minusSeconds(60)) == 1),
            "a flood of forgeries does not hide it");
        assertTrue(Concurrently.eventually(() -> refusals.newest(null, 100).items().stream().mapToLong(r -> 1 + r.alike()).max()
            .orElse(0) == 19_501), "the last one stands for all that followed");
        assertTrue(count() <= 101, () -> count() + " rows");
        assertEquals(0, refusals.dropped());
        side.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            refusals.record(attempt(new byte[100], Map.of()), RefusalReason.MISMATCH, 401);
        }
        assertTrue(Concurrently.eventually(() -> refusals.newest(null, 100).items().stream()
            .filter(r -> r.receivedAt().equals(side.clock.instant())).mapToLong(r -> 1 + r.alike()).sum() == 10));
        assertEquals(4, refusals.newest(null, 100).items().stream().filter(r -> r.receivedAt().equals(side.clock.instant())).count());
    }

    @Test
    void aDeadDatabaseChangesNoAnswerAndWhatItCouldNotTakeIsCounted() {
        refusals.start();
        database.from(Moment.CONNECT, CONNECTION_LOST);
        long start = System.nanoTime();
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.MISMATCH, 401);
        assertTrue(System.nanoTime() - start < Duration.ofMillis(200).toNanos());
        assertTrue(Concurrently.eventually(() -> refusals.dropped() == 1));
        database.heal();
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.STALE, 401);
        assertEquals(RefusalReason.STALE, recorded(1).get(0).reason());
    }

    @Test
    void theyAreCountedByReasonAndTime() {
        refusals.start();
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.STALE, 401);
        side.clock.pass(Duration.ofHours(1));
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.STALE, 401);
        refusals.record(attempt(new byte[0], Map.of()), RefusalReason.AHEAD, 503);
        recorded(3);
        assertEquals(2, refusals.count(RefusalReason.STALE, side.clock.instant().minus(Duration.ofHours(1))));
        assertEquals(1, refusals.count(RefusalReason.STALE, side.clock.instant()));
        assertEquals(0, refusals.count(RefusalReason.AHEAD, side.clock.instant().plusMillis(1)));
    }

    @Test
    void theyAreReadInSlices() {
        refusals.start();
        for (int i = 0; i < 7; i++) {
            refusals.record(attempt(new byte[0], Map.of()), RefusalReason.MISMATCH, 401);
        }
        List<String> all = recorded(7).stream().map(Refusal::id).toList();
        Slice<Refusal> first = refusals.newest(null, 5);
        assertEquals(all.subList(0, 5), first.items().stream().map(Refusal::id).toList());
        assertEquals(all.subList(5, 7), refusals.newest(first.next(), 5).items().stream().map(Refusal::id).toList());
        assertFalse(refusals.newest("no id' or 1=1", 5).items().size() > 5);
    }

    private List<Refusal> recorded(int many) {
        assertTrue(Concurrently.eventually(() -> count() == many), () -> count() + " rows");
        return refusals.newest(null, 100).items();
    }

    private long count() {
        return side.db.number("select count(*) from refusal");
    }

    private boolean newestIsThere() {
        List<Refusal> newest = refusals.newest(null, 1).items();
        return !newest.isEmpty() && newest.get(0).receivedAt().equals(side.clock.instant());
    }

    private static CallbackRequest attempt(byte[] body, Map<String, String> headers) {
        return attempt(new ByteArrayInputStream(body), headers);
    }

    private static CallbackRequest attempt(ByteArrayInputStream body, Map<String, String> headers) {
        URI base = URI.create("http://127.0.0.1/api/");
        ContainerRequest request = new ContainerRequest(base, base.resolve("callbacks/sms"), "POST", null,
            new MapPropertiesDelegate(), null);
        request.setProperty(CallbackRequest.ADDRESS, "203.0.113.0");
        request.setProperty(CallbackRequest.READ, Endpoint.asRead(headers));
        request.setEntityStream(body);
        return new CallbackRequest(Channel.SMS, request::getProperty);
    }
}
